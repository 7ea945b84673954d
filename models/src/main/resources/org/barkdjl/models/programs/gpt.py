# A causal GPT of Bark, as TorchScript: the semantic and the coarse stage.
#
# Shapes: B rows of a batch, T positions, E width, H heads, D = E / H, L layers, V vocabulary,
# S capacity of the key/value cache (the context length).
#
# Attributes: n_layer, n_head; wte (V, E), wpe (S, E); lists with an entry a layer: ln_1_w, ln_1_b,
# ln_2_w, ln_2_b (E); final norm ln_f_w, ln_f_b (E); head (V_out, E). Biases may be None. The four
# projections of a layer (attn_in, attn_out, mlp_in, mlp_out) come from a linear_*.py program, the
# drawing of tokens from sampling.py.

  def norm(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], w, b, 1e-5)

  def heads(self: __torch__.M, x: Tensor) -> Tensor:
    B, T, E = torch.size(x)
    return torch.transpose(torch.view(x, [B, T, self.n_head, torch.floordiv(E, self.n_head)]), 1, 2)  # (B, H, T, D)

  def embed(self: __torch__.M, ids: Tensor, position: int) -> Tensor:
    p = torch.slice(self.wpe, 0, position, position + torch.size(ids, 1))
    return torch.to(torch.embedding(self.wte, ids), ops.prim.dtype(p)) + p  # (B, T, E)

  # The 256 text slots and the 256 history slots of a semantic prompt are summed into 256 positions.
  def embed_merged(self: __torch__.M, ids: Tensor) -> Tensor:
    n = torch.floordiv(torch.size(ids, 1), 2)
    e = torch.to(torch.embedding(self.wte, ids), ops.prim.dtype(self.wpe))  # (B, 2n, E)
    return torch.slice(e, 1, 0, n) + torch.slice(e, 1, n, 2 * n) + torch.slice(self.wpe, 0, 0, n)

  def mlp(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    h = (self).norm(x, self.ln_2_w[i], self.ln_2_b[i], )
    return x + (self).mlp_out(torch.gelu((self).mlp_in(h, i, )), i, )

  # One layer over T new positions that start at `position`; k and v are the layer's cache (B, H, S, D).
  def block(self: __torch__.M, x: Tensor, i: int, k: Tensor, v: Tensor, position: int, causal: bool) -> Tensor:
    B, T, E = torch.size(x)
    qkv = (self).attn_in((self).norm(x, self.ln_1_w[i], self.ln_1_b[i], ), i, )  # (B, T, 3E)
    q, k_new, v_new = torch.split(qkv, E, 2)
    end = position + T
    _k = torch.copy_(torch.slice(k, 2, position, end), (self).heads(k_new, ))
    _v = torch.copy_(torch.slice(v, 2, position, end), (self).heads(v_new, ))
    y = torch.scaled_dot_product_attention((self).heads(q, ), torch.slice(k, 2, 0, end), torch.slice(v, 2, 0, end), None, 0., causal)
    y = torch.reshape(torch.transpose(y, 1, 2), [B, T, E])
    return (self).mlp(x + (self).attn_out(y, i, ), i, )

  def new_cache(self: __torch__.M, rows: int) -> Tensor:
    S, E = torch.size(self.wpe)
    return torch.new_empty(self.wpe, [2, self.n_layer, rows, self.n_head, S, torch.floordiv(E, self.n_head)])

  # Reads a prompt into a new cache (2, L, B, H, S, D). ids is (B, T), or (B, 2T) to be merged in pairs.
  # Of the last layer only keys and values are needed: the prompt's last token is left to `generate`.
  def prefill(self: __torch__.M, ids: Tensor, merged: Tensor) -> Tensor:
    if bool(merged):
      x = (self).embed_merged(ids, )
    else:
      x = (self).embed(ids, 0, )
    cache = (self).new_cache(torch.size(ids, 0), )
    ks = torch.unbind(cache[0], 0)
    vs = torch.unbind(cache[1], 0)
    last = self.n_layer - 1
    for i in range(last):
      x = (self).block(x, i, ks[i], vs[i], 0, True, )
    qkv = (self).attn_in((self).norm(x, self.ln_1_w[last], self.ln_1_b[last], ), last, )
    _q, k, v = torch.split(qkv, torch.size(x, 2), 2)
    _k = torch.copy_(torch.slice(ks[last], 2, 0, torch.size(x, 1)), (self).heads(k, ))
    _v = torch.copy_(torch.slice(vs[last], 2, 0, torch.size(x, 1)), (self).heads(v, ))
    return cache

  # Feeds one token a row at `position` and gives the logits of the next, rows [low, high) of the head.
  def step(self: __torch__.M, token: Tensor, ks: List[Tensor], vs: List[Tensor], position: int, low: int, high: int) -> Tensor:
    x = (self).embed(torch.unsqueeze(token, 1), position, )  # (B, 1, E)
    for i in range(self.n_layer):
      x = (self).block(x, i, ks[i], vs[i], position, False, )
    h = (self).norm(x[:, 0], self.ln_f_w, self.ln_f_b, )
    return torch.linear(h, torch.slice(self.head, 0, low, high), None)  # (B, high - low)

  # Draws up to n tokens, n the columns of uniforms (B, n), and gives them as (B, m), m <= n.
  #   token (B)     the last token so far, not yet in the cache; it stands at `position`
  #   counts        position, phase, low, width, stride, end, stop, top_k, greedy
  #   scales        temperature, top_p, min_end_p
  # Step j draws from the `width` logits that start at low, plus stride where phase + j is odd (the
  # two interleaved codebooks of the coarse stage). `end` is the token that ends a row, or -1; with
  # `stop` the loop ends once all rows have ended, which on CUDA would wait for the device each step.
  def generate(self: __torch__.M, token: Tensor, cache: Tensor, uniforms: Tensor, counts: Tensor, scales: Tensor) -> Tensor:
    position = int(counts[0])
    phase = int(counts[1])
    end = int(counts[5])
    stop = bool(counts[6])
    ks = torch.unbind(cache[0], 0)
    vs = torch.unbind(cache[1], 0)
    ended = torch.zeros_like(token, dtype=11)
    tokens = annotate(List[Tensor], [])
    n = torch.size(uniforms, 1)
    j = 0
    while torch.lt(j, n):
      low = int(counts[2]) + torch.remainder(phase + j, 2) * int(counts[4])
      logits = (self).step(token, ks, vs, position + j, low, low + int(counts[3]), )
      token = (self).draw(logits, uniforms[:, j], counts, scales, ) + low
      _t = torch.append(tokens, token)
      j = j + 1
      if stop:
        ended = torch.logical_or(ended, torch.eq(token, end))
        if bool(torch.all(ended)):
          n = j
        else:
          pass
      else:
        pass
    return torch.stack(tokens, 1)

  # All logits of a whole sequence, (B, T, V_out): for scoring, not for generating.
  def forward(self: __torch__.M, ids: Tensor, merged: Tensor) -> Tensor:
    if bool(merged):
      n = torch.floordiv(torch.size(ids, 1), 2)
      x = (self).embed_merged(torch.slice(ids, 1, 0, 2 * n), )
      x = torch.cat([x, (self).embed(torch.slice(ids, 1, 2 * n), n, )], 1)
    else:
      x = (self).embed(ids, 0, )
    cache = (self).new_cache(torch.size(ids, 0), )
    for i in range(self.n_layer):
      x = (self).block(x, i, cache[0, i], cache[1, i], 0, True, )
    return torch.linear((self).norm(x, self.ln_f_w, self.ln_f_b, ), self.head, None)

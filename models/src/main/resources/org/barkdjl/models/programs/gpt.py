# A causal GPT of Bark, as TorchScript: the semantic and the coarse stage.
#
# Shapes: B rows of a batch, T positions, E width, H heads, D = E / H, L layers, V vocabulary,
# S the context length. A row's cache (L, 2, H, S, D) holds the keys and values of its past; each row has its own, so
# that rows of different lengths share the steps, and come and go, without padding and without copies.
#
# Attributes: n_layer, n_head; wte (V, E), wpe (S, E); lists with an entry a layer: ln_1_w, ln_1_b,
# ln_2_w, ln_2_b (E); final norm ln_f_w, ln_f_b (E); head (V_out, E). Biases may be None. The four
# projections of a layer (attn_in, attn_out, mlp_in, mlp_out) come from a linear_*.py program, the
# drawing of tokens from sampling.py; slots.py adds decoding of all rows at once.

  # Called once after loading. Of the head only rows [low, high) are kept, which are all that is drawn from. On CPU it is
  # faster if it lies in memory as its transpose, as in linear_plain.py.
  #   drawn (2)  low and high
  def prepare(self: __torch__.M, drawn: Tensor) -> Tensor:
    _p = (self).prepare_projections()
    head = torch.slice(self.head, 0, int(drawn[0]), int(drawn[1]))
    if ops.prim.is_cuda(head):
      self.head = torch.clone(head)
    else:
      self.head = torch.t(torch.contiguous(torch.t(head)))
    return drawn

  # Called once after loading, first. Takes the table of tokens, which is loaded without rows, from the archive's file. On
  # CPU it stays there: the system reads pages as rows are looked up, and may drop them again; of 129 600 rows in the
  # semantic stage a text needs some hundreds.
  #   path (n)   the file's name, the bytes of its UTF-8
  #   place (2)  where in the file the table begins, and its length, in bytes
  def map_table(self: __torch__.M, path: Tensor, place: Tensor) -> Tensor:
    characters = annotate(List[str], [])
    for i in range(torch.size(path, 0)):
      _c = torch.append(characters, torch.chr(int(path[i])))
    before = torch.floordiv(int(place[0]), torch.element_size(self.wte))
    end = before + torch.floordiv(int(place[1]), torch.element_size(self.wte))
    file = torch.from_file(torch.join("", characters), False, end, dtype=ops.prim.dtype(self.wte))
    table = torch.view(torch.slice(file, 0, before), [-1, torch.size(self.wte, 1)])
    self.wte = torch.to(table, ops.prim.device(self.head))
    return place

  def norm(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], w, b, 1e-5)

  # ids (T) from a position on, as (1, T, E)
  def embed(self: __torch__.M, ids: Tensor, position: int) -> Tensor:
    p = torch.slice(self.wpe, 0, position, position + torch.size(ids, 0))
    return torch.unsqueeze(torch.to(torch.embedding(self.wte, ids), ops.prim.dtype(p)) + p, 0)

  # The 256 text slots and the 256 history slots of a semantic prompt are summed into 256 positions.
  def embed_merged(self: __torch__.M, ids: Tensor) -> Tensor:
    n = torch.floordiv(torch.size(ids, 0), 2)
    e = torch.to(torch.embedding(self.wte, ids), ops.prim.dtype(self.wpe))  # (2n, E)
    return torch.unsqueeze(torch.slice(e, 0, 0, n) + torch.slice(e, 0, n, 2 * n) + torch.slice(self.wpe, 0, 0, n), 0)

  def mlp(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    h = (self).norm(x, self.ln_2_w[i], self.ln_2_b[i], )
    return x + (self).mlp_out(torch.gelu_((self).mlp_in(h, i, )), i, )

  # Projects T positions of a row, (T, 3E), and puts the keys and values into its layer's cache (2, H, S, D).
  # Gives query, key and value of each head: (3, H, T, D).
  def remember(self: __torch__.M, qkv: Tensor, cache: Tensor, position: int) -> Tensor:
    T, E3 = torch.size(qkv)
    D = torch.floordiv(E3, 3 * self.n_head)
    heads = torch.permute(torch.view(qkv, [T, 3, self.n_head, D]), [1, 2, 0, 3])
    _c = torch.copy_(torch.slice(cache, 2, position, position + T), torch.slice(heads, 0, 1, 3))
    return heads

  # Attention of T new positions of a row over its past and themselves: (T, 3E) to (T, E).
  def attend(self: __torch__.M, qkv: Tensor, cache: Tensor, position: int, causal: bool) -> Tensor:
    q = torch.slice((self).remember(qkv, cache, position, ), 0, 0, 1)
    past = torch.slice(cache, 2, 0, position + torch.size(q, 2))
    y = torch.scaled_dot_product_attention(q, torch.slice(past, 0, 0, 1), torch.slice(past, 0, 1, 2), None, 0., causal)  # (1, H, T, D)
    return torch.reshape(torch.transpose(y[0], 0, 1), [torch.size(q, 2), -1])

  # Layer i over T new positions of each row; caches holds the L layers of row 0, then those of row 1, and so on.
  def block(self: __torch__.M, x: Tensor, i: int, caches: List[Tensor], positions: List[int], causal: bool) -> Tensor:
    qkv = (self).attn_in((self).norm(x, self.ln_1_w[i], self.ln_1_b[i], ), i, )  # (B, T, 3E)
    rows = annotate(List[Tensor], [])
    for b in range(torch.len(positions)):
      y = (self).attend(qkv[b], caches[b * self.n_layer + i], positions[b], causal, )
      _y = torch.append(rows, y)
    return (self).mlp(x + (self).attn_out(torch.stack(rows, 0), i, ), i, )

  def new_cache(self: __torch__.M) -> Tensor:
    S, E = torch.size(self.wpe)
    return torch.new_empty(self.wpe, [self.n_layer, 2, self.n_head, S, torch.floordiv(E, self.n_head)])

  # Reads a row's prompt, ids (T), or (2T) to be merged in pairs, into the L layers of its cache.
  # Of the last layer only keys and values are needed: the prompt's last token is left to `generate`.
  def read(self: __torch__.M, ids: Tensor, merged: bool, layers: List[Tensor]) -> NoneType:
    if merged:
      x = (self).embed_merged(ids, )
    else:
      x = (self).embed(ids, 0, )
    last = self.n_layer - 1
    for i in range(last):
      x = (self).block(x, i, layers, [0], True, )
    qkv = (self).attn_in((self).norm(x, self.ln_1_w[last], self.ln_1_b[last], ), last, )
    _heads = (self).remember(qkv[0], layers[last], 0, )

  # Reads it into a new cache.
  def prefill(self: __torch__.M, ids: Tensor, merged: Tensor) -> Tensor:
    cache = (self).new_cache()
    _r = (self).read(ids, bool(merged), torch.unbind(cache, 0), )
    return cache

  # Feeds one token a row at its position and gives the logits of the next, rows [low, high) of the kept head.
  #   token, at (B)  the tokens and, once more, their positions
  def step(self: __torch__.M, token: Tensor, at: Tensor, caches: List[Tensor], positions: List[int], low: int, high: int) -> Tensor:
    p = torch.embedding(self.wpe, at)
    x = torch.unsqueeze(torch.to(torch.embedding(self.wte, token), ops.prim.dtype(p)) + p, 1)  # (B, 1, E)
    for i in range(self.n_layer):
      x = (self).block(x, i, caches, positions, False, )
    h = (self).norm(x[:, 0], self.ln_f_w, self.ln_f_b, )
    return torch.linear(h, torch.slice(self.head, 0, low, high), None)  # (B, high - low)

  # Draws up to n tokens a row, n the columns of uniforms (B, n), and gives them as (B, m), m <= n.
  #   token (B)      the last tokens so far, not yet in the caches
  #   at (B)         where they stand
  #   caches         B caches
  #   shared         phase, low, width, stride, stop, first row of the head that is kept
  #   counts (B, 5)  position, width, end, top_k, greedy
  #   scales (B, 3)  temperature, top_p, min_end_p
  # Step j draws from the logits that start at low, plus stride where phase + j is odd (the two interleaved codebooks
  # of the coarse stage); a row draws from its own width of them, the shared one is the widest. `end` is the token
  # that ends a row, or -1; with `stop` the loop ends once a row has ended, which on CUDA would wait for the device
  # each step. The last three are in host memory.
  def generate(self: __torch__.M, token: Tensor, at: Tensor, caches: List[Tensor], uniforms: Tensor, shared: Tensor, counts: Tensor, scales: Tensor) -> Tensor:
    phase = int(shared[0])
    stop = bool(shared[4])
    layers = annotate(List[Tensor], [])
    positions = annotate(List[int], [])
    for b in range(torch.len(caches)):
      cache = torch.unbind(caches[b], 0)
      for i in range(self.n_layer):
        _l = torch.append(layers, cache[i])
      _p = torch.append(positions, int(counts[b, 0]))
    ends = counts[:, 2]
    tokens = annotate(List[Tensor], [])
    n = torch.size(uniforms, 1)
    j = 0
    while torch.lt(j, n):
      low = int(shared[1]) + torch.remainder(phase + j, 2) * int(shared[3])
      logits = (self).step(token, at + j, layers, positions, low - int(shared[5]), low - int(shared[5]) + int(shared[2]), )
      token = (self).draw(logits, uniforms[:, j], counts, scales, ) + low
      _t = torch.append(tokens, token)
      for b in range(torch.len(positions)):
        _q = torch._set_item(positions, b, positions[b] + 1)
      j = j + 1
      if stop:
        if bool(torch.any(torch.eq(token, ends))):
          n = j
        else:
          pass
      else:
        pass
    return torch.stack(tokens, 1)

  # The logits of the kept head of a whole sequence, ids (T), as (T, rows): for scoring, not for generating.
  def forward(self: __torch__.M, ids: Tensor, merged: Tensor) -> Tensor:
    if bool(merged):
      n = torch.floordiv(torch.size(ids, 0), 2)
      x = (self).embed_merged(torch.slice(ids, 0, 0, 2 * n), )
      x = torch.cat([x, (self).embed(torch.slice(ids, 0, 2 * n), n, )], 1)
    else:
      x = (self).embed(ids, 0, )
    layers = torch.unbind((self).new_cache(), 0)
    for i in range(self.n_layer):
      x = (self).block(x, i, layers, [0], True, )
    return torch.linear((self).norm(x[0], self.ln_f_w, self.ln_f_b, ), self.head, None)

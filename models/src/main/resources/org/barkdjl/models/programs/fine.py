# The fine GPT of Bark, as TorchScript: not causal, fills codebooks 2 to 7 of a window of frames.
#
# Shapes: B rows of a batch, T frames (up to 1024), E width, H heads, D = E / H, C entries of a codebook's table.
#
# Attributes: n_layer, n_head; wtes, a list with a table (C, E) a codebook, each but the first the codebook's head,
# too; wpe (1024, E); lists with an entry a layer: ln_1_w, ln_1_b, ln_2_w, ln_2_b (E); final norm ln_f_w, ln_f_b (E).
# Biases may be None. The projections come from a linear_*.py program.

  # Called once after loading.
  def prepare(self: __torch__.M, unused: Tensor) -> Tensor:
    _p = (self).prepare_projections()
    return unused

  def norm(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, -1)], w, b, 1e-5)

  def heads(self: __torch__.M, x: Tensor) -> Tensor:
    B, T, E = torch.size(x)
    return torch.transpose(torch.view(x, [B, T, self.n_head, torch.floordiv(E, self.n_head)]), 1, 2)  # (B, H, T, D)

  # One layer; gives the positions from `first` on.
  def block(self: __torch__.M, x: Tensor, i: int, first: int) -> Tensor:
    B, T, E = torch.size(x)
    qkv = (self).attn_in((self).norm(x, self.ln_1_w[i], self.ln_1_b[i], ), i, )  # (B, T, 3E)
    q, k, v = torch.split(qkv, E, 2)
    y = torch.scaled_dot_product_attention((self).heads(torch.slice(q, 1, first), ), (self).heads(k, ), (self).heads(v, ), None, 0., False)
    y = torch.reshape(torch.transpose(y, 1, 2), [B, T - first, E])
    x = torch.slice(x, 1, first) + (self).attn_out(y, i, )
    h = (self).norm(x, self.ln_2_w[i], self.ln_2_b[i], )
    return x + (self).mlp_out(torch.gelu_((self).mlp_in(h, i, )), i, )

  # The logits of `codebook` at the frames from `first` on, (B, T - first, C), from codes (B, T, 8) of which
  # codebooks 0 to `codebook` are read. The last layer and the head run only where they are needed.
  def logits(self: __torch__.M, codes: Tensor, codebook: int, first: int) -> Tensor:
    x = torch.slice(self.wpe, 0, 0, torch.size(codes, 1))
    for c in range(codebook + 1):
      x = x + torch.embedding(self.wtes[c], codes[:, :, c])
    for i in range(self.n_layer):
      x = (self).block(x, i, first if torch.eq(i, self.n_layer - 1) else 0, )
    return torch.linear((self).norm(x, self.ln_f_w, self.ln_f_b, ), self.wtes[codebook], None)

  # Draws `codebook` at the frames from `first` on, (B, T - first); gives the number of entries where logits are not finite.
  #   uniforms (B, T - first) in [0, 1);  counts: codebook, first, entries that may be drawn, greedy rows;  temperatures
  #   (B), of which 0 is greedy. Only counts are in host memory.
  # 128 frames at a time: in double precision, what all of them take would be most of the memory of a pass.
  def predict(self: __torch__.M, codes: Tensor, uniforms: Tensor, counts: Tensor, temperatures: Tensor) -> Tensor:
    logits = torch.slice((self).logits(codes, int(counts[0]), int(counts[1]), ), 2, 0, int(counts[2]))
    x = torch.split(logits, 128, 1)
    u = torch.split(uniforms, 128, 1)
    drawn = annotate(List[Tensor], [])
    for i in range(torch.len(x)):
      _d = torch.append(drawn, (self).draw(torch.to(x[i], 7), u[i], int(counts[3]), temperatures, ))
    return torch.cat(drawn, 1)

  # Draws from logits x (B, T, C) in double precision.
  def draw(self: __torch__.M, x: Tensor, uniforms: Tensor, greedy: int, temperatures: Tensor) -> Tensor:
    entries = torch.size(x, 2)
    drawn = x
    if torch.gt(greedy, 0):
      finite = torch.isfinite(torch.sum(x, [2]))
      drawn = torch.masked_fill(torch.argmax(x, 2), torch.logical_not(finite), entries)
    else:
      pass
    if torch.lt(greedy, torch.size(x, 0)):
      t = torch.view(temperatures, [-1, 1, 1])
      certain = torch.eq(t, 0.)
      # The first index whose cumulative probability exceeds u, counted from the end as in sampling.py.
      cumulative = torch.cumsum(torch.softmax(torch.div(x, torch.masked_fill(t, certain, 1.)), 2), 2)
      u = torch.mul(torch.unsqueeze(uniforms, 2), torch.slice(cumulative, 2, -1))
      sampled = torch.rsub(torch.sum(torch.gt(cumulative, u), [2]), entries)
      if torch.gt(greedy, 0):
        drawn = torch.where(certain[:, :, 0], drawn, sampled)
      else:
        drawn = sampled
    else:
      pass
    return drawn

  # All logits of one codebook, (B, T, C): for scoring.
  def forward(self: __torch__.M, codes: Tensor, codebook: Tensor) -> Tensor:
    return (self).logits(codes, int(codebook), 0, )

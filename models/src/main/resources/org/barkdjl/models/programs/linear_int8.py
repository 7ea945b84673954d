# The projections of a layer with 8-bit weights, one scale a row; activations are quantised as they come (FBGEMM).
#
# Attributes: *_q int8 and *_s float scales of (rows), a list with an entry a layer, for attn_in (3E, E), attn_out
# (E, E), mlp_in (4E, E), mlp_out (E, 4E); biases *_b or None; and empty lists *_p for the packed weights.

  def pack(self: __torch__.M, q: List[Tensor], s: List[Tensor], b: List[Optional[Tensor]], packed: List[__torch__.torch.classes.quantized.LinearPackedParamsBase]) -> NoneType:
    for i in range(self.n_layer):
      zero = torch.to(torch.zeros_like(s[i]), 4)
      w = torch._make_per_channel_quantized_tensor(q[i], torch.to(s[i], 7), zero, 0)
      _p = torch.append(packed, ops.quantized.linear_prepack(w, b[i]))
    torch.clear(q)

  # FBGEMM's layout of the weights replaces the plain one.
  def prepare_projections(self: __torch__.M) -> NoneType:
    _1 = (self).pack(self.attn_in_q, self.attn_in_s, self.attn_in_b, self.attn_in_p, )
    _2 = (self).pack(self.attn_out_q, self.attn_out_s, self.attn_out_b, self.attn_out_p, )
    _3 = (self).pack(self.mlp_in_q, self.mlp_in_s, self.mlp_in_b, self.mlp_in_p, )
    _4 = (self).pack(self.mlp_out_q, self.mlp_out_s, self.mlp_out_b, self.mlp_out_p, )

  def attn_in(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return ops.quantized.linear_dynamic(x, self.attn_in_p[i], True)

  def attn_out(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return ops.quantized.linear_dynamic(x, self.attn_out_p[i], True)

  def mlp_in(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return ops.quantized.linear_dynamic(x, self.mlp_in_p[i], True)

  def mlp_out(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return ops.quantized.linear_dynamic(x, self.mlp_out_p[i], True)

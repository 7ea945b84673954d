# The projections of a layer with half-precision weights. On CUDA they and everything else compute in half
# precision; on CPU FBGEMM packs them, and the activations and the small tensors are fp32.
#
# Attributes: *_w fp16, a list with an entry a layer, for attn_in (3E, E), attn_out (E, E), mlp_in (4E, E), mlp_out
# (E, 4E); biases *_b or None; and empty lists *_p for the packed weights.

  def widen(self: __torch__.M, xs: List[Tensor]) -> NoneType:
    for i in range(torch.len(xs)):
      _x = torch._set_item(xs, i, torch.to(xs[i], 6))

  def widen_optional(self: __torch__.M, xs: List[Optional[Tensor]]) -> NoneType:
    for i in range(torch.len(xs)):
      x = xs[i]
      if x is not None:
        _x = torch._set_item(xs, i, torch.to(x, 6))
      else:
        pass

  def pack(self: __torch__.M, w: List[Tensor], b: List[Optional[Tensor]], packed: List[__torch__.torch.classes.quantized.LinearPackedParamsBase]) -> NoneType:
    _b = (self).widen_optional(b, )
    for i in range(self.n_layer):
      _p = torch.append(packed, ops.quantized.linear_prepack_fp16(torch.to(w[i], 6), b[i]))
    torch.clear(w)

  # On CPU, FBGEMM's layout of the weights replaces the plain one.
  def prepare_projections(self: __torch__.M) -> NoneType:
    if ops.prim.is_cuda(self.wpe):
      pass
    else:
      _1 = (self).pack(self.attn_in_w, self.attn_in_b, self.attn_in_p, )
      _2 = (self).pack(self.attn_out_w, self.attn_out_b, self.attn_out_p, )
      _3 = (self).pack(self.mlp_in_w, self.mlp_in_b, self.mlp_in_p, )
      _4 = (self).pack(self.mlp_out_w, self.mlp_out_b, self.mlp_out_p, )
      _5 = (self).widen(self.ln_1_w, )
      _6 = (self).widen(self.ln_2_w, )
      _7 = (self).widen_optional(self.ln_1_b, )
      _8 = (self).widen_optional(self.ln_2_b, )
      self.wpe = torch.to(self.wpe, 6)
      self.head = torch.to(self.head, 6)
      self.ln_f_w = torch.to(self.ln_f_w, 6)
      b = self.ln_f_b
      if b is not None:
        self.ln_f_b = torch.to(b, 6)
      else:
        pass

  def attn_in(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    if ops.prim.is_cuda(x):
      y = torch.linear(x, self.attn_in_w[i], self.attn_in_b[i])
    else:
      y = ops.quantized.linear_dynamic_fp16(x, self.attn_in_p[i])
    return y

  def attn_out(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    if ops.prim.is_cuda(x):
      y = torch.linear(x, self.attn_out_w[i], self.attn_out_b[i])
    else:
      y = ops.quantized.linear_dynamic_fp16(x, self.attn_out_p[i])
    return y

  def mlp_in(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    if ops.prim.is_cuda(x):
      y = torch.linear(x, self.mlp_in_w[i], self.mlp_in_b[i])
    else:
      y = ops.quantized.linear_dynamic_fp16(x, self.mlp_in_p[i])
    return y

  def mlp_out(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    if ops.prim.is_cuda(x):
      y = torch.linear(x, self.mlp_out_w[i], self.mlp_out_b[i])
    else:
      y = ops.quantized.linear_dynamic_fp16(x, self.mlp_out_p[i])
    return y

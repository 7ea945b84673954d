# The projections of a layer with the weights as they are: fp32 on any device, fp16 on CUDA.
#
# Attributes: attn_in_w (3E, E), attn_out_w (E, E), mlp_in_w (4E, E), mlp_out_w (E, 4E) and their biases *_b
# (or None), each a list with an entry a layer.

  # Libtorch multiplies a single row 1.5 times as fast by weights that lie in memory as their transpose.
  def turn(self: __torch__.M, w: List[Tensor]) -> NoneType:
    for i in range(torch.len(w)):
      _w = torch._set_item(w, i, torch.t(torch.contiguous(torch.t(w[i]))))

  def prepare_projections(self: __torch__.M) -> NoneType:
    if ops.prim.is_cuda(self.wpe):
      pass
    else:
      _1 = (self).turn(self.attn_in_w, )
      _2 = (self).turn(self.attn_out_w, )
      _3 = (self).turn(self.mlp_in_w, )
      _4 = (self).turn(self.mlp_out_w, )

  def attn_in(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return torch.linear(x, self.attn_in_w[i], self.attn_in_b[i])

  def attn_out(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return torch.linear(x, self.attn_out_w[i], self.attn_out_b[i])

  def mlp_in(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return torch.linear(x, self.mlp_in_w[i], self.mlp_in_b[i])

  def mlp_out(self: __torch__.M, x: Tensor, i: int) -> Tensor:
    return torch.linear(x, self.mlp_out_w[i], self.mlp_out_b[i])

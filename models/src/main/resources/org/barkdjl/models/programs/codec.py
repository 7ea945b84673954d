# The decoder of EnCodec (SEANet, causal), as TorchScript: codes to samples.
#
# Shapes: B rows of a batch, F frames, N samples = F times the product of the strides.
#
# Attributes: codebooks, a list of tables (entries, channels); conv_in_w/b; lstm, a flat list of the LSTM's weight_ih,
# weight_hh, bias_ih, bias_hh, layer by layer; a list entry for each upsampling stage: up_w/b (transposed convolution,
# kernel = 2 * stride), res_1_w/b, res_2_w/b, shortcut_w/b; conv_out_w/b. Weight norm is folded.

  # A causal convolution: padded on the left by reflection. A signal shorter than the padding is taken as if zeros
  # followed, as the original does (pad1d in encodec/modules/conv.py). Joining is three times as fast as libtorch's
  # padding by reflection.
  def conv(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
    pad = torch.size(w, 2) - 1
    if torch.gt(pad, 0):
      missing = ops.prim.max(0, pad + 1 - torch.size(x, 2))
      start = torch.constant_pad_nd(torch.slice(x, 2, 1, pad + 1), [0, missing], 0.)
      x = torch.cat([torch.flip(start, [2]), x], 2)
    else:
      pass
    return torch.conv1d(x, w, b)

  # A causal transposed convolution: what lies beyond the last frame is cut off.
  def upsample(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
    stride = torch.floordiv(torch.size(w, 2), 2)
    return torch.slice(torch.conv_transpose1d(x, w, b, [stride]), 2, 0, torch.size(x, 2) * stride)

  # The LSTM over time, with a skip. x (B, C, F)
  def recur(self: __torch__.M, x: Tensor) -> Tensor:
    layers = torch.floordiv(torch.len(self.lstm), 4)
    t = torch.permute(x, [2, 0, 1])
    zero = torch.new_zeros(x, [layers, torch.size(x, 0), torch.size(x, 1)])
    y, _h, _c = torch.lstm(t, [zero, zero], self.lstm, True, layers, 0., False, False, False)
    return torch.permute(y + t, [1, 2, 0])

  # codes (B, codebooks, F) to samples (B, N)
  def forward(self: __torch__.M, codes: Tensor) -> Tensor:
    x = torch.embedding(self.codebooks[0], codes[:, 0])
    for c in range(1, torch.size(codes, 1)):
      x = x + torch.embedding(self.codebooks[c], codes[:, c])
    x = (self).recur((self).conv(torch.transpose(x, 1, 2), self.conv_in_w, self.conv_in_b, ), )
    for i in range(torch.len(self.up_w)):
      x = (self).upsample(torch.elu(x), self.up_w[i], self.up_b[i], )
      y = (self).conv(torch.elu(x), self.res_1_w[i], self.res_1_b[i], )
      y = (self).conv(torch.elu(y), self.res_2_w[i], self.res_2_b[i], )
      x = (self).conv(x, self.shortcut_w[i], self.shortcut_b[i], ) + y
    return (self).conv(torch.elu(x), self.conv_out_w, self.conv_out_b, )[:, 0]

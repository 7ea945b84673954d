# Drawing a token, in Suno's order (generate_text_semantic in bark/generation.py): top-p on the raw
# logits, top-k, temperature, then the probability of the end, then the draw. In double precision, so
# that the number of threads or rows cannot move a boundary by more than the logits' own rounding.
#
#   logits (B, V), uniforms (B) in [0, 1); counts and scales as in gpt.py's generate
#   gives the index of the drawn logit (B), or V where the logits are not finite
#
# Each row draws by itself: in its own way, and the same whatever the others do.

  # p is one number, or (B, 1)
  def top_p(self: __torch__.M, logits: Tensor, p: Tensor) -> Tensor:
    ordered, order = torch.sort(logits, 1, True)
    above = torch.gt(torch.cumsum(torch.softmax(ordered, 1), 1), p)
    # Keep the first one above p, too: the smallest set whose probability exceeds p.
    dropped = torch.constant_pad_nd(torch.slice(above, 1, 0, -1), [1, 0], False)
    return torch.masked_fill(logits, torch.scatter(dropped, 1, order, dropped), -inf)

  def top_k(self: __torch__.M, logits: Tensor, k: int) -> Tensor:
    largest, _i = torch.topk(logits, ops.prim.min(k, torch.size(logits, 1)), 1)
    return torch.masked_fill(logits, torch.lt(logits, torch.slice(largest, 1, -1)), -inf)

  def draw(self: __torch__.M, logits: Tensor, uniforms: Tensor, counts: Tensor, scales: Tensor) -> Tensor:
    drawn = annotate(List[Tensor], [])
    for b in range(torch.size(logits, 0)):
      row = torch.slice(torch.slice(logits, 0, b, b + 1), 1, 0, int(counts[b, 1]))
      d = (self).draw_row(row, torch.slice(uniforms, 0, b, b + 1), counts[b], scales[b], )
      _d = torch.append(drawn, d)
    return torch.cat(drawn, 0)

  def draw_row(self: __torch__.M, logits: Tensor, uniforms: Tensor, counts: Tensor, scales: Tensor) -> Tensor:
    end = int(counts[2])
    k = int(counts[3])
    greedy = bool(counts[4])
    p = scales[1]
    min_end_p = float(scales[2])
    x = torch.to(logits, 7)
    if torch.lt(float(p), 1.):
      x = (self).top_p(x, p, )
    else:
      pass
    if torch.gt(k, 0):
      x = (self).top_k(x, k, )
    else:
      pass
    probabilities = torch.softmax(torch.div(x, float(scales[0])), 1)
    if greedy:
      drawn = torch.masked_fill(torch.argmax(x, 1), torch.isnan(probabilities[:, 0]), torch.size(x, 1))
    else:
      # The first index whose cumulative probability exceeds u. The total is 1 but for rounding. It is counted from the
      # end, since nothing exceeds what is not a number.
      cumulative = torch.cumsum(probabilities, 1)
      u = torch.mul(torch.unsqueeze(uniforms, 1), torch.slice(cumulative, 1, -1))
      drawn = torch.rsub(torch.sum(torch.gt(cumulative, u), [1]), torch.size(x, 1))
    if torch.__and__(torch.ge(end, 0), torch.le(min_end_p, 1.)):
      drawn = torch.masked_fill(drawn, torch.ge(probabilities[:, end], min_end_p), end)
    else:
      pass
    return drawn

  # Draws for all rows at once: the same, without a look at any number on the device.
  #   outside (B, V)  beyond a row's width
  #   counts (B, 4), scales (B, 3)  as in slots.py; greedy (B)
  #   filters         whether any row has top-p, and the largest top-k of any row; in host memory
  def draw_all(self: __torch__.M, logits: Tensor, outside: Tensor, uniforms: Tensor, counts: Tensor, greedy: Tensor, scales: Tensor, filters: Tensor) -> Tensor:
    x = torch.masked_fill(torch.to(logits, 7), outside, -inf)
    if bool(filters[0]):
      p = scales[:, 1:2]
      x = (self).top_p(x, torch.masked_fill(p, torch.ge(p, 1.), 2.), )  # no sum exceeds 2
    else:
      pass
    most = int(filters[1])
    if torch.gt(most, 0):
      k = counts[:, 2:3]
      largest, _i = torch.topk(x, ops.prim.min(most, torch.size(x, 1)), 1)
      least = torch.gather(largest, 1, torch.clamp(k - 1, 0, torch.size(largest, 1) - 1))
      x = torch.masked_fill(x, torch.__and__(torch.lt(x, least), torch.gt(k, 0)), -inf)
    else:
      pass
    probabilities = torch.softmax(torch.div(x, scales[:, 0:1]), 1)
    cumulative = torch.cumsum(probabilities, 1)
    u = torch.mul(uniforms, torch.slice(cumulative, 1, -1))
    drawn = torch.rsub(torch.sum(torch.gt(cumulative, u), [1]), torch.size(x, 1))
    drawn = torch.where(greedy, torch.argmax(x, 1), drawn)
    drawn = torch.masked_fill(drawn, torch.isnan(probabilities[:, 0]), torch.size(x, 1))
    end = counts[:, 1]
    ends = torch.ge(torch.gather(probabilities, 1, torch.clamp_min(counts[:, 1:2], 0)), scales[:, 2:3])
    return torch.where(torch.__and__(torch.squeeze(ends, 1), torch.ge(end, 0)), end, drawn)

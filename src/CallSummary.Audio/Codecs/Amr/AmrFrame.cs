namespace CallSummary.Audio.Codecs.Amr;

/// <summary>One frame of a payload: where its bits stand.</summary>
/// <param name="Type">Frame type: a mode, silence, or nothing.</param>
/// <param name="IsGood">The sender's network did not damage it (the Q bit).</param>
/// <param name="FirstBit">Place of its first bit in the payload.</param>
internal readonly record struct AmrFrame(int Type, bool IsGood, int FirstBit);

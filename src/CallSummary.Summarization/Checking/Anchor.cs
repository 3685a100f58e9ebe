namespace CallSummary.Summarization.Checking;

/// <summary>One checkable statement in normal form, the same in Korean and English.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value"><c>2001</c>, <c>3:30</c>, <c>am</c>, <c>tomorrow</c>, <c>w4</c> (Thursday), <c>m11</c>, <c>d25</c>, <c>11-25</c>.</param>
/// <param name="Detail">Currency of an amount, half of a time; empty when it was not said.</param>
internal readonly record struct Anchor(AnchorKind Kind, string Value, string Detail = "");

namespace CallSummary.TestKit.Audio;

/// <summary>One spoken line of a sample call. Start and end include the clip's own quiet before and after the words.</summary>
public sealed record SampleLine(int Number, string Leg, TimeSpan Start, TimeSpan End, string Text);

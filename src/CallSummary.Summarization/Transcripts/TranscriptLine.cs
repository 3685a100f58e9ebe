namespace CallSummary.Summarization.Transcripts;

/// <summary>One numbered line as a summary cites it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Speaker"><c>me</c> for the subscriber, <c>other</c> for the other party.</param>
/// <param name="Text">What was said, on one line.</param>
internal sealed record TranscriptLine(int Number, string Speaker, string Text)
{
    public override string ToString() => $"[{Number}] {Speaker}: {Text}";
}

using CallSummary.Contracts;
using CallSummary.Summarization.Checking;
using CallSummary.Summarization.Risk;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Extractive;

/// <summary>A summary in the transcript's own words, for when no model's is to be had. It picks; it never writes.</summary>
internal static class ExtractiveSummarizer
{
    private const int MaxLines = 3;
    private const int MaxTitle = 60;
    private const int MaxLine = 200;

    /// <param name="transcript">The transcript; may be empty.</param>
    /// <param name="language">Language in which it is said that nothing was said: <c>ko</c> or <c>en</c>.</param>
    public static SummaryContent Write(Transcript transcript, string language)
    {
        var korean = language == "ko";
        if (transcript.Lines.Count == 0)
        {
            return Content(korean ? "대화 내용 없음" : "No conversation", korean ? "통화에서 말한 내용이 없습니다." : "Nothing was said in this call.");
        }

        var best = transcript.Lines
            .OrderByDescending(Score)
            .ThenBy(line => line.Number)
            .Take(Math.Min(MaxLines, 1 + (transcript.Lines.Count / 3)))
            .OrderBy(line => line.Number)
            .ToList();
        return Content(Shortening.At(best[0].Text, MaxTitle), string.Join(' ', best.Select(line => Shortening.At(line.Text, MaxLine)))) with
        {
            ActionItems = PromiseFinder.Find(transcript.Lines),
            Schedule =
            [
                .. WhenFinder.Find(transcript.Lines).Take(SummarySchema.MaxItems).Select(found =>
                    new SummaryScheduleItem { What = EventNames.Find(transcript.Lines, found.Evidence), When = found.When, Evidence = found.Evidence }),
            ],
            Facts = FactFinder.Find(transcript.Lines),
            Risk = TranscriptRisk.Of(TranscriptRisk.Read(transcript.Lines)),
        };
    }

    // A line says much when it states numbers, days and times, and is neither a greeting nor a bare question.
    private static double Score(TranscriptLine line) =>
        Math.Min(line.Text.Length, 60) / 20.0
        + (2 * Math.Min(AnchorReader.Read(line.Text, generous: true).Count, 3))
        + (line.Text.EndsWith('?') ? -1 : 0);

    private static SummaryContent Content(string title, string summary) => new()
    {
        Title = title,
        Summary = summary,
        Details = [],
        ActionItems = [],
        Schedule = [],
        Facts = [],
        Tags = [],
        Risk = TranscriptRisk.None,
    };
}

using CallSummary.Contracts;

namespace CallSummary.Summarization.Checking;

/// <summary>A summary that holds nothing but what the transcript supports.</summary>
/// <param name="Content">What is left.</param>
/// <param name="Dropped">What was left out, in the model's words: for the repair, never for logs.</param>
/// <param name="Verdicts">What was found about each thing, in the content's order.</param>
/// <param name="IsGrounded">False when neither title nor summary were of this call: then the rest is not to be trusted either.</param>
internal sealed record CheckedSummary(SummaryContent Content, IReadOnlyList<string> Dropped, IReadOnlyList<SummaryVerdict> Verdicts, bool IsGrounded)
{
    /// <summary>The fields in which something was left out.</summary>
    public IReadOnlySet<string> DroppedSections => Verdicts.Where(v => v.Verdict == "dropped").Select(v => v.Section).ToHashSet(StringComparer.Ordinal);

    /// <summary>The same, telling what the second answer put right.</summary>
    /// <param name="sections">Fields in which the first answer was wrong.</param>
    public CheckedSummary Repaired(IReadOnlySet<string> sections) => sections.Count == 0
        ? this
        : this with { Verdicts = [.. Verdicts.Select(v => v.Verdict == "supported" && sections.Contains(v.Section) ? v with { Verdict = "repaired" } : v)] };
}

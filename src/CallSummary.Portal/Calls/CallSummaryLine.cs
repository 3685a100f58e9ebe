using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;

namespace CallSummary.Portal.Calls;

/// <summary>A summary in short, for lists and notices.</summary>
internal sealed record CallSummaryLine
{
    /// <summary>A few words that name the call.</summary>
    public required string Title { get; init; }

    /// <summary>One to three sentences.</summary>
    public required string Summary { get; init; }

    /// <summary><c>none</c>, <c>suspicious</c> or <c>dangerous</c>: whether the call looks like fraud.</summary>
    public required string Risk { get; init; }

    /// <summary>Which engine wrote it.</summary>
    public required SummaryEngine Engine { get; init; }

    /// <summary>Always true: a machine wrote it.</summary>
    public bool AiGenerated { get; init; } = true;

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public static CallSummaryLine Of(Summary summary)
    {
        // Read field by field: a document of a later version, with fields unknown here, still has its line in the list.
        using var document = JsonDocument.Parse(summary.DocumentJson);
        var content = document.RootElement.GetProperty("content");
        return new CallSummaryLine
        {
            Title = summary.Title,
            Summary = content.GetProperty("summary").GetString() ?? string.Empty,
            Risk = content.GetProperty("risk").GetProperty("level").GetString() ?? "none",
            Engine = summary.Engine,
            CreatedAt = summary.CreatedAt,
        };
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using CallSummary.Contracts;
using CallSummary.Portal.Calls;

namespace CallSummary.Portal.Events;

/// <summary>What an event tells; fields that its type does not have are absent.</summary>
internal sealed record EventData
{
    /// <summary>Id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The call, from the reader's view (all but <c>transcript.…</c> and <c>call.erased</c>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CallResource? Call { get; init; }

    /// <summary>The line (<c>transcript.line</c>), or its words so far (<c>transcript.partial</c>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LiveLine? Line { get; init; }

    /// <summary>What makes the running call look like fraud (<c>risk.raised</c>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LiveRisk? Risk { get; init; }

    /// <summary>The title, while the rest of the summary is still being written (<c>summary.titled</c>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }

    /// <summary>The whole summary document, as <c>GET /calls/{id}/summary</c> gives it (<c>summary.ready</c>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Summary { get; init; }

    /// <summary>Why there is no summary (<c>summary.failed</c>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SummaryFailure? Failure { get; init; }
}

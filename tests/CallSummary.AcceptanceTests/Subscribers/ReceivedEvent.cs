using System.Text.Json.Nodes;

namespace CallSummary.AcceptanceTests.Subscribers;

/// <summary>An event as a subscriber got it, over the stream or as a webhook.</summary>
/// <param name="Id">Its id, by which a receiver drops repeats.</param>
/// <param name="Type">Its type, for example <c>summary.ready</c>.</param>
/// <param name="Body">The whole body.</param>
internal sealed record ReceivedEvent(string Id, string Type, string Body)
{
    public JsonNode Data => JsonNode.Parse(Body)!["data"]!;

    public Guid CallId => Guid.Parse((string)Data["call_id"]!);
}

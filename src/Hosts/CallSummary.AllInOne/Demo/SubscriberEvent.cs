using System.Text.Json.Nodes;

namespace CallSummary.AllInOne.Demo;

/// <summary>An event as the subscriber's app sees it.</summary>
internal sealed record SubscriberEvent(string Type, Guid CallId, JsonNode Data);

using System.Text.Json.Serialization;

namespace CallSummary.AllInOne.Demo;

/// <summary>What a party of a sample call really says, for the error rate of the transcript.</summary>
internal sealed record ScriptLine(
    [property: JsonPropertyName("leg")] string Leg,
    [property: JsonPropertyName("text")] string Text);

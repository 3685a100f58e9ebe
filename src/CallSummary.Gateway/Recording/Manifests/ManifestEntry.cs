using System.Text.Json.Serialization;

namespace CallSummary.Gateway.Recording.Manifests;

/// <summary>One line of a call's manifest. A type this version does not know is read as the base and passed over.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(CallEntry), "call")]
[JsonDerivedType(typeof(LegEntry), "leg")]
[JsonDerivedType(typeof(PartiesEntry), "parties")]
[JsonDerivedType(typeof(ConsentEntry), "consent")]
[JsonDerivedType(typeof(UtteranceEntry), "utterance")]
[JsonDerivedType(typeof(PauseEntry), "pause")]
[JsonDerivedType(typeof(AliveEntry), "alive")]
[JsonDerivedType(typeof(EndedEntry), "ended")]
internal record ManifestEntry
{
    /// <summary>When the line was written.</summary>
    public required DateTimeOffset At { get; init; }
}

using CallSummary.Contracts;

namespace CallSummary.Gateway.Recording.Manifests;

/// <summary>An utterance is whole and its frames are on disk.</summary>
internal sealed record UtteranceEntry : ManifestEntry
{
    public required Leg Leg { get; init; }

    public required int Sequence { get; init; }

    /// <summary>Start on the call's timeline.</summary>
    public required TimeSpan Offset { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>First byte of its frames in the leg's file.</summary>
    public required long Start { get; init; }

    /// <summary>Byte after its last frame.</summary>
    public required long End { get; init; }
}

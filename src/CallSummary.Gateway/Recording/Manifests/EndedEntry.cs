using CallSummary.Contracts;

namespace CallSummary.Gateway.Recording.Manifests;

/// <summary>The call is over and its recording complete. Always the last line that matters.</summary>
internal sealed record EndedEntry : ManifestEntry
{
    public required CallTermination Termination { get; init; }

    /// <summary>From answer to end; silence after a leg's last frame is implied by it.</summary>
    public required TimeSpan Duration { get; init; }

    public required int CallerUtterances { get; init; }

    public required int CalleeUtterances { get; init; }

    /// <summary>How well each leg's sound arrived.</summary>
    public IReadOnlyList<LegQuality>? Quality { get; init; }

    /// <summary>Packets that the recorder lost.</summary>
    public long DroppedPackets { get; init; }
}

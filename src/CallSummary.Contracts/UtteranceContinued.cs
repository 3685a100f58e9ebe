namespace CallSummary.Contracts;

/// <summary>
/// A speaker talks on: the sound so far of an utterance that has not ended, for a line that is shown while it is still being said. Nothing
/// depends on it: it may be dropped anywhere, and the <see cref="UtteranceCaptured"/> of the same sequence follows in any case.
/// </summary>
public sealed record UtteranceContinued
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>The leg that speaks.</summary>
    public required Leg Leg { get; init; }

    /// <summary>The sequence that the utterance will have when it has ended.</summary>
    public required int Sequence { get; init; }

    /// <summary>Start of the utterance on the call's timeline.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>Length so far; at most 28 s.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The language fixed by the tenant or the route (ISO 639-1), or null to let the recogniser detect it.</summary>
    public string? Language { get; init; }

    /// <summary>The subscriber whose call this is (E.164), for a vocabulary of their own; null when there is none or more than one.</summary>
    public string? Subscriber { get; init; }

    /// <summary>The sound so far as G.711 µ-law (RFC 3551 PCMU), 8 kHz, one channel; null when it is wideband or must be read from the recording.</summary>
    public byte[]? Audio { get; init; }

    /// <summary>The sound so far as G.722 at 64 kbit/s (RFC 3551), 16 kHz, one channel; null when it is narrowband or must be read from the recording.</summary>
    public byte[]? WidebandAudio { get; init; }

    /// <summary>First byte of the frames that hold it, in the leg's recording file.</summary>
    public required long RecordingStart { get; init; }

    /// <summary>Byte after the last frame that holds it, in the leg's recording file.</summary>
    public required long RecordingEnd { get; init; }
}

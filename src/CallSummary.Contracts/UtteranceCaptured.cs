namespace CallSummary.Contracts;

/// <summary>
/// A stretch of one leg's speech between pauses. It stands alone: any worker may transcribe any utterance, in any order, twice.
/// </summary>
/// <remarks>
/// The audio is also on disk, in the call's recording, before this is published. Small utterances carry it inline, in one of two codecs;
/// for larger ones both are null and the range below is read from the recording (claim check).
/// </remarks>
public sealed record UtteranceCaptured
{
    /// <summary>Our id of the call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The tenant that owns the call.</summary>
    public required string TenantId { get; init; }

    /// <summary>The leg that spoke.</summary>
    public required Leg Leg { get; init; }

    /// <summary>Position among the leg's utterances, from 0, without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>Start of the utterance on the call's timeline.</summary>
    public required TimeSpan Offset { get; init; }

    /// <summary>Length of the utterance; at most 28 s.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The language fixed by the tenant or the route (ISO 639-1), or null to let the recogniser detect it.</summary>
    public string? Language { get; init; }

    /// <summary>The subscriber whose call this is (E.164), for a vocabulary of their own; null when there is none or more than one.</summary>
    public string? Subscriber { get; init; }

    /// <summary>The utterance as G.711 µ-law (RFC 3551 PCMU), 8 kHz, one channel; null when it is wideband, or must be read from the recording.</summary>
    public byte[]? Audio { get; init; }

    /// <summary>The utterance as G.722 at 64 kbit/s (RFC 3551 G722), 16 kHz, one channel, where its codec carries more than a telephone's band; else null.</summary>
    public byte[]? WidebandAudio { get; init; }

    /// <summary>First byte of the frames that hold this utterance, in the leg's recording file.</summary>
    public required long RecordingStart { get; init; }

    /// <summary>Byte after the last frame that holds this utterance, in the leg's recording file.</summary>
    public required long RecordingEnd { get; init; }
}

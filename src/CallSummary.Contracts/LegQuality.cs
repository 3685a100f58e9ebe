namespace CallSummary.Contracts;

/// <summary>How well one leg's sound arrived at the gateway: it explains a bad transcript.</summary>
public sealed record LegQuality
{
    /// <summary>The leg.</summary>
    public required Leg Leg { get; init; }

    /// <summary>RTP packets received.</summary>
    public required long Packets { get; init; }

    /// <summary>RTP packets that never came (RFC 3550 appendix A.3).</summary>
    public required long Lost { get; init; }

    /// <summary>Interarrival jitter at the end (RFC 3550 appendix A.8).</summary>
    public required TimeSpan Jitter { get; init; }

    /// <summary>Listening quality by the E-model (ITU-T G.107) with the codec's values of G.113 appendix I, 1 (bad) to 4.4; on the telephone-band scale for wideband codecs too.</summary>
    public required double MeanOpinionScore { get; init; }

    /// <summary>Packets from a source that was not the leg's: counted, never heard.</summary>
    public required long OtherSources { get; init; }
}

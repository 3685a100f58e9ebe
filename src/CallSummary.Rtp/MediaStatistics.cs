using CallSummary.Audio.Recordings;

namespace CallSummary.Rtp;

/// <summary>What a leg has received and sent; also the sum over an engine's legs.</summary>
public readonly record struct MediaStatistics
{
    /// <summary>The codec of what is received now; in a sum, the first one's.</summary>
    public RecordedCodec Codec { get; init; }

    /// <summary>Packets accepted from the leg's source.</summary>
    public long Received { get; init; }

    /// <summary>Payload bytes accepted.</summary>
    public long ReceivedBytes { get; init; }

    /// <summary>Packets expected by sequence number and never received (RFC 3550 A.3), as known now.</summary>
    public long Lost { get; init; }

    /// <summary>Packets received again.</summary>
    public long Duplicates { get; init; }

    /// <summary>Packets received after a later one.</summary>
    public long Reordered { get; init; }

    /// <summary>Packets more than 64 behind the latest.</summary>
    public long Late { get; init; }

    /// <summary>Interarrival jitter (RFC 3550 A.8); in a sum, the largest.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Packets from a source that is not the leg's: counted, not heard.</summary>
    public long WrongSource { get; init; }

    /// <summary>Datagrams that are no valid RTP or RTCP.</summary>
    public long Invalid { get; init; }

    /// <summary>Packets that were not made with the peer's key: dropped, and nothing learned from them.</summary>
    public long NotAuthentic { get; init; }

    /// <summary>Protected packets that had been received before, or were too old to tell.</summary>
    public long Replayed { get; init; }

    /// <summary>Packets dropped while receiving was switched off.</summary>
    public long NotWanted { get; init; }

    /// <summary>Packets whose sink threw.</summary>
    public long SinkFailures { get; init; }

    /// <summary>Packets sent.</summary>
    public long Sent { get; init; }

    /// <summary>Payload bytes sent.</summary>
    public long SentBytes { get; init; }

    /// <summary>Packets the socket did not take.</summary>
    public long SendFailures { get; init; }

    /// <summary>Packets not relayed to this leg: a clip was playing, sending was off, the peer takes no such payload, or a protected one would have gone out twice.</summary>
    public long NotRelayed { get; init; }

    /// <summary>
    /// What a listener would say of the received sound, 1 (bad) to 4.4: the listening quality of RFC 3611 section 4.7.5, by the E-model
    /// (ITU-T G.107) from the codec, loss and the delay that the jitter asks for. The network's own delay is not known here. The scale is
    /// that of telephone-band calls: a wideband codec without loss scores as G.711 does, though it sounds better.
    /// </summary>
    public double MeanOpinionScore
    {
        get
        {
            var (impairment, robustness) = CodecImpairments.Of(Codec);
            var loss = Received + Lost > 0 ? 100.0 * Lost / (Received + Lost) : 0;
            var delay = 20 + (2 * Jitter.TotalMilliseconds);
            // G.107 section 7.5: loss takes what the codec has not taken, up to 95.
            var r = 93.2 - (0.024 * delay) - (delay > 177.3 ? 0.11 * (delay - 177.3) : 0) - impairment - ((95 - impairment) * loss / (loss + robustness));
            return r <= 0 ? 1 : 1 + (0.035 * r) + (r * (r - 60) * (100 - r) * 7e-6);
        }
    }

    /// <summary>Adds two.</summary>
    public static MediaStatistics operator +(MediaStatistics left, MediaStatistics right) => Add(left, right);

    /// <summary>Adds two.</summary>
    public static MediaStatistics Add(MediaStatistics left, MediaStatistics right) => new()
    {
        Codec = left.Codec,
        Received = left.Received + right.Received,
        ReceivedBytes = left.ReceivedBytes + right.ReceivedBytes,
        Lost = left.Lost + right.Lost,
        Duplicates = left.Duplicates + right.Duplicates,
        Reordered = left.Reordered + right.Reordered,
        Late = left.Late + right.Late,
        Jitter = left.Jitter > right.Jitter ? left.Jitter : right.Jitter,
        WrongSource = left.WrongSource + right.WrongSource,
        Invalid = left.Invalid + right.Invalid,
        NotAuthentic = left.NotAuthentic + right.NotAuthentic,
        Replayed = left.Replayed + right.Replayed,
        NotWanted = left.NotWanted + right.NotWanted,
        SinkFailures = left.SinkFailures + right.SinkFailures,
        Sent = left.Sent + right.Sent,
        SentBytes = left.SentBytes + right.SentBytes,
        SendFailures = left.SendFailures + right.SendFailures,
        NotRelayed = left.NotRelayed + right.NotRelayed,
    };
}

using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Media;

/// <summary>The codecs that this machine has, and how their parameters in SDP are read and written.</summary>
internal static class WireCodecs
{
    private const string ModeChange = "mode-change-capability=2";

    private static readonly WireCodec[] s_known =
    [
        new(SdpCodec.Pcmu, RecordedCodec.Pcmu),
        new(SdpCodec.Pcma, RecordedCodec.Pcma),
        new(SdpCodec.G722, RecordedCodec.G722),
        new(SdpCodec.Opus, RecordedCodec.Opus),
        new(new SdpCodec(104, "AMR-WB", 16000, ModeChange), RecordedCodec.AmrWbEfficient),
        new(new SdpCodec(105, "AMR-WB", 16000, $"octet-align=1;{ModeChange}"), RecordedCodec.AmrWbAligned),
        new(new SdpCodec(102, "AMR", 8000, ModeChange), RecordedCodec.AmrEfficient),
        new(new SdpCodec(103, "AMR", 8000, $"octet-align=1;{ModeChange}"), RecordedCodec.AmrAligned),
    ];

    private static readonly SdpCodec[] s_events =
    [
        SdpCodec.TelephoneEvent,
        SdpCodec.TelephoneEvent with { PayloadType = 100, ClockRate = 16000 },
        SdpCodec.TelephoneEvent with { PayloadType = 110, ClockRate = 48000 },
    ];

    /// <summary>Those that this machine can decode and encode, in the usual order.</summary>
    public static IReadOnlyList<WireCodec> Available { get; } = [.. s_known.Where(c => SpeechCodecs.Missing(c.Codec) is null)];

    /// <summary>Names that settings may use, whether or not this machine has what they need.</summary>
    public static IEnumerable<string> Names => s_known.Select(c => c.Sdp.Name).Distinct();

    /// <summary>Codecs that this machine lacks, with what they need.</summary>
    public static IReadOnlyList<(string Name, string Missing)> Absent { get; } =
        [.. s_known.Where(c => SpeechCodecs.Missing(c.Codec) is not null).Select(c => (c.Sdp.Name, SpeechCodecs.Missing(c.Codec)!)).Distinct()];

    /// <summary>The codecs with events of each clock that they use (RFC 4733 section 2.1).</summary>
    public static IReadOnlyList<SdpCodec> WithEvents(IReadOnlyList<SdpCodec> codecs) =>
        [.. codecs, .. s_events.Where(e => codecs.Any(c => c.ClockRate == e.ClockRate))];

    /// <summary>
    /// How a format of the peer's is decoded; null when it is none of ours: another name, more channels, or an AMR with CRC, sorting or
    /// interleaving (RFC 4867 section 8.1). EVS is always none: nobody may give its decoder away, and AMR-WB stands beside it in every offer.
    /// </summary>
    public static RecordedCodec? Find(SdpCodec codec)
    {
        var format = FormatParameters.Parse(codec.Format);
        var isAligned = format.IsOn("octet-align");
        var found = Available.FirstOrDefault(c => c.Sdp.IsSameFormat(codec) && (!RecordedCodecs.IsAmr(c.Codec) || IsAligned(c.Codec) == isAligned));
        return found is not null && RecordedCodecs.IsAmr(found.Codec) && (format.IsOn("crc") || format.IsOn("robust-sorting") || format.Has("interleaving"))
            ? null
            : found?.Codec;
    }

    /// <summary>What we answer to a format of the peer's that <see cref="Find"/> has found.</summary>
    public static SdpCodec Answer(SdpCodec offered, RecordedCodec codec)
    {
        if (codec == RecordedCodec.Opus)
        {
            return offered with { Format = SdpCodec.Opus.Format };
        }

        if (!RecordedCodecs.IsAmr(codec))
        {
            return offered with { Format = null };
        }

        // RFC 4867 section 8.3.1: packing and mode-set are those of the offer.
        var modes = FormatParameters.Parse(offered.Format)["mode-set"] is { } set ? $"mode-set={set};" : "";
        return offered with { Format = $"{(IsAligned(codec) ? "octet-align=1;" : "")}{modes}{ModeChange}" };
    }

    /// <summary>What the peer's parameters ask of what we send.</summary>
    public static EncoderSettings Wishes(SdpCodec codec)
    {
        var format = FormatParameters.Parse(codec.Format);
        return new EncoderSettings
        {
            OpusBitrate = format.Number("maxaveragebitrate"),
            OpusForwardCorrection = format.IsOn("useinbandfec"),
            AmrModes = (format["mode-set"] ?? "").Split(',', StringSplitOptions.TrimEntries)
                .Aggregate(0, static (modes, mode) => modes | (mode is [>= '0' and <= '8'] ? 1 << (mode[0] - '0') : 0)),
            AmrChangePeriod = format.Number("mode-change-period") == 2 ? 2 : 1,
            AmrChangesToNeighbour = format.IsOn("mode-change-neighbor"),
        };
    }

    /// <summary>Whether comfort noise may stand beside a codec: the others have their own (RFC 3389 section 1).</summary>
    public static bool TakesNoise(SdpCodec codec) => Find(codec) is RecordedCodec.Pcmu or RecordedCodec.Pcma or RecordedCodec.G722;

    private static bool IsAligned(RecordedCodec codec) => codec is RecordedCodec.AmrAligned or RecordedCodec.AmrWbAligned;
}

using System.Globalization;

namespace CallSummary.Sip.Sdp;

/// <summary>An RTP payload format (RFC 8866, 6.6). Names compare without case.</summary>
/// <param name="PayloadType">0 to 127.</param>
/// <param name="Name">Encoding name: PCMU, PCMA, telephone-event ...</param>
/// <param name="ClockRate">Hertz.</param>
/// <param name="Format">The a=fmtp value; null when none.</param>
public sealed record SdpCodec(int PayloadType, string Name, int ClockRate, string? Format = null)
{
    /// <summary>Audio channels: the third part of a=rtpmap.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>G.711 µ-law, static payload type 0 (RFC 3551).</summary>
    public static SdpCodec Pcmu { get; } = new(0, "PCMU", 8000);

    /// <summary>G.711 A-law, static payload type 8 (RFC 3551).</summary>
    public static SdpCodec Pcma { get; } = new(8, "PCMA", 8000);

    /// <summary>DTMF events 0 to 15 (RFC 4733), dynamic payload type 101.</summary>
    public static SdpCodec TelephoneEvent { get; } = new(101, "telephone-event", 8000, "0-15");

    /// <summary>ITU-T G.722, static payload type 9; 8,000 is its clock by an old mistake, it carries 16,000 samples (RFC 3551, 4.5.2).</summary>
    public static SdpCodec G722 { get; } = new(9, "G722", 8000);

    /// <summary>Opus (RFC 7587, 7): always 48,000 Hz and two channels, whatever is in it; dynamic payload type 111.</summary>
    public static SdpCodec Opus { get; } = new(111, "opus", 48000, "useinbandfec=1") { Channels = 2 };

    /// <summary>Whether it is comfort noise (RFC 3389), which goes beside a codec.</summary>
    public bool IsComfortNoise => Name.Equals("CN", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it carries speech, not events or noise beside it.</summary>
    public bool IsSpeech => !IsTelephoneEvent && !IsComfortNoise;

    public bool IsTelephoneEvent => Name.Equals("telephone-event", StringComparison.OrdinalIgnoreCase);

    public bool IsSameFormat(SdpCodec other) => other is not null && ClockRate == other.ClockRate && Channels == other.Channels && Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    internal string RtpMap => string.Create(CultureInfo.InvariantCulture, $"{PayloadType} {Name}/{ClockRate}{(Channels > 1 ? $"/{Channels}" : "")}");
}

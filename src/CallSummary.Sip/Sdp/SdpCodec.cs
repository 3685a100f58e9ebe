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

    public bool IsTelephoneEvent => Name.Equals("telephone-event", StringComparison.OrdinalIgnoreCase);

    public bool IsSameFormat(SdpCodec other) => other is not null && ClockRate == other.ClockRate && Channels == other.Channels && Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    internal string RtpMap => string.Create(CultureInfo.InvariantCulture, $"{PayloadType} {Name}/{ClockRate}{(Channels > 1 ? $"/{Channels}" : "")}");
}

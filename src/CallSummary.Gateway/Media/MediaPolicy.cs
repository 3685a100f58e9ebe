using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Media;

/// <summary>What may be agreed on with a peer.</summary>
/// <param name="Codecs">In the order in which we offer them.</param>
/// <param name="IsOrdered">Our order decides, not the offerer's.</param>
internal sealed record MediaPolicy(IReadOnlyList<SdpCodec> Codecs, bool IsOrdered = false)
{
    public static MediaPolicy Default { get; } = new(MediaFormats.Offered);

    /// <summary>The codec to answer an offer with.</summary>
    public SdpCodec Choose(SdpAgreedAudio common) => IsOrdered
        ? Codecs.First(c => !c.IsTelephoneEvent && common.ReceiveCodecs.Any(c.IsSameFormat))
        : Codecs.First(common.SendCodec.IsSameFormat);

    /// <summary>The named codecs in this order, telephone-event last; none named: all.</summary>
    public static MediaPolicy Of(IEnumerable<string> names)
    {
        SdpCodec[] codecs = [.. names.Select(MediaFormats.Find).OfType<SdpCodec>()];
        return codecs.Length == 0 ? Default : new MediaPolicy([.. codecs, .. MediaFormats.Offered.Where(c => c.IsTelephoneEvent)], IsOrdered: true);
    }
}

namespace CallSummary.Sip.Sdp;

/// <summary>The outcome of <see cref="SdpOfferAnswer"/>.</summary>
/// <param name="Result">Everything else is set only when <see cref="SdpNegotiationResult.Agreed"/>.</param>
/// <param name="Local">Our description: the answer, or the offer that we made.</param>
/// <param name="Audio">The agreed stream.</param>
public sealed record SdpNegotiation(SdpNegotiationResult Result, SdpDescription? Local = null, SdpAgreedAudio? Audio = null)
{
    /// <summary>All agreed streams in the order of their m= lines: more than one only from <see cref="SdpOfferAnswer.AnswerAll"/>.</summary>
    public IReadOnlyList<SdpAgreedAudio> Streams { get; init; } = [];
}

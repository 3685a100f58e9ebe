using CallSummary.Audio.Recordings;

namespace CallSummary.Rtp;

/// <summary>What codecs cost in the E-model (ITU-T G.107): the planning values of G.113 appendix I.</summary>
internal static class CodecImpairments
{
    /// <summary>The equipment impairment factor Ie, and the packet-loss robustness Bpl in per cent for random loss.</summary>
    public static (double Impairment, double Robustness) Of(RecordedCodec codec) => codec switch
    {
        // Table I.4: with concealment, which telephones have; without it Bpl would be 4.3.
        RecordedCodec.Pcmu or RecordedCodec.Pcma => (0, 25.1),

        // GSM EFR, which is AMR at 12.2 kbit/s. G.113 has no values for the lower modes: those score too well here.
        RecordedCodec.AmrEfficient or RecordedCodec.AmrAligned => (5, 10),

        // Appendix I knows telephone-band codecs only: on its scale these take nothing, and lose as the coder does that works most like them.
        RecordedCodec.G722 => (0, 25.1),
        _ => (0, 10),
    };
}

using CallSummary.Contracts;
using CallSummary.Rtp;

namespace CallSummary.Gateway.Media;

/// <summary>From what a media leg counted to what is stored with the call.</summary>
internal static class LegQualities
{
    public static LegQuality Of(Leg leg, MediaStatistics statistics) => new()
    {
        Leg = leg,
        Packets = statistics.Received,
        Lost = statistics.Lost,
        Jitter = statistics.Jitter,
        MeanOpinionScore = Math.Round(statistics.MeanOpinionScore, 2),
        OtherSources = statistics.WrongSource,
    };
}

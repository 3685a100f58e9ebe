using CallSummary.Audio;
using CallSummary.Rtp;

namespace CallSummary.Gateway.Media;

/// <summary>
/// What a party hears who is alone with us: silence, not nothing. Without packets a network takes the line for dead and
/// ends the call, and a telephone may say so to its user.
/// </summary>
internal static class QuietLine
{
    private static readonly AudioClip TenSeconds = new(new short[10 * AudioClip.SampleRate]);

    /// <summary>Sends silence until cancelled.</summary>
    public static async Task KeepAsync(MediaLeg leg, CancellationToken over)
    {
        while (true)
        {
            await leg.PlayAsync(TenSeconds, over);
        }
    }
}

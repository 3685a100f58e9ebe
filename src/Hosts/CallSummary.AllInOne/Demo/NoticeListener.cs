using CallSummary.Audio;
using CallSummary.Softphone;

namespace CallSummary.AllInOne.Demo;

/// <summary>Does what a person does before talking: hears the recording notice to its end.</summary>
internal static class NoticeListener
{
    private const short Loud = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private static readonly int Pause = AudioClip.SampleRate * 7 / 10;

    /// <summary>Returns when something was heard and 0.7 s of quiet have followed it.</summary>
    /// <exception cref="DemoCallException">No notice came within 20 s.</exception>
    public static async Task HearOutAsync(SoftphoneCall call, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!IsOver(call.Heard))
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience || call.Ended.IsCompleted)
            {
                throw new DemoCallException("no recording notice was heard");
            }

            await Task.Delay(Between, TimeProvider.System, cancellationToken);
        }
    }

    private static bool IsOver(short[] heard)
    {
        var lastLoud = Array.FindLastIndex(heard, sample => sample is > Loud or < -Loud);
        return lastLoud >= 0 && heard.Length - lastLoud > Pause;
    }
}

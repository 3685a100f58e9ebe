using CallSummary.Softphone;

namespace CallSummary.AcceptanceTests.Telephones;

/// <summary>A call that is up, with both its ends; a memo has only the near one.</summary>
internal sealed class Conversation(SoftphoneCall near, SoftphoneCall? far)
{
    private const int SampleRate = 8000;
    private const short Loud = 500;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Does what people do before talking: both hear the recording notice to its end.</summary>
    public Task HearNoticeAsync() => Task.WhenAll(Ends().Select(HearNoticeAsync));

    /// <summary>Both ends speak; returns when the last has said all, whatever becomes of the call meanwhile.</summary>
    public Task SayAsync(short[] nearSays, short[]? farSays = null) =>
        Task.WhenAll(near.PlayAsync(nearSays), far?.PlayAsync(farSays ?? []) ?? Task.CompletedTask);

    /// <summary>Both ends speak; returns when the last has said all, in a call that is still up.</summary>
    public async Task TalkAsync(short[] nearSays, short[]? farSays = null)
    {
        await SayAsync(nearSays, farSays);
        Assert.False(near.Ended.IsCompleted, "The service ended the call early.");
    }

    /// <summary>Both ends stay on the line and say nothing until <paramref name="over"/>: their sound goes on, which a gateway needs to keep a call up.</summary>
    public async Task StayAsync(Task over)
    {
        while (!over.IsCompleted)
        {
            await TalkAsync(new short[SampleRate], new short[SampleRate]);
        }
    }

    /// <summary>The near end hangs up; returns when the far one knows.</summary>
    public async Task HangUpAsync()
    {
        await near.HangUpAsync();
        await Task.WhenAll(Ends().Select(end => end.Ended)).WaitAsync(Patience);
    }

    private static async Task HearNoticeAsync(SoftphoneCall end)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!IsOver(end.Heard))
        {
            Assert.False(end.Ended.IsCompleted, "The service ended the call before its notice was over.");
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, "No notice was heard.");
            await Task.Delay(Between);
        }
    }

    // Something was heard, and 0.7 s of quiet have followed it.
    private static bool IsOver(short[] heard)
    {
        var lastLoud = Array.FindLastIndex(heard, sample => sample is > Loud or < -Loud);
        return lastLoud >= 0 && heard.Length - lastLoud > SampleRate * 7 / 10;
    }

    private IEnumerable<SoftphoneCall> Ends() => far is null ? [near] : [near, far];
}

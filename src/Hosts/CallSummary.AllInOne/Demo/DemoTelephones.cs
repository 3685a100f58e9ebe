using System.Net;
using CallSummary.Audio;
using CallSummary.Sip.Messages;
using CallSummary.Softphone;
using Telephone = CallSummary.Softphone.Softphone;

namespace CallSummary.AllInOne.Demo;

/// <summary>The two ends of the sample calls: a telephone that dials and one that answers, each playing its own leg.</summary>
internal sealed class DemoTelephones : IAsyncDisposable
{
    private readonly Telephone _caller;
    private readonly Telephone _callee;
    private readonly Dictionary<string, TaskCompletionSource<SoftphoneCall>> _arriving;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _receiving;

    private DemoTelephones(Telephone caller, Telephone callee, IEnumerable<SampleCall> calls)
    {
        _caller = caller;
        _callee = callee;
        _arriving = calls.ToDictionary(
            c => c.CalleeNumber, _ => new TaskCompletionSource<SoftphoneCall>(TaskCreationOptions.RunContinuationsAsynchronously));
        _receiving = ReceiveAsync();
    }

    /// <summary>Where the service finds the callee's telephone.</summary>
    public int CalleePort => _callee.EndPoint.Port;

    public static async Task<DemoTelephones> StartAsync(IReadOnlyList<SampleCall> calls, CancellationToken cancellationToken)
    {
        var caller = new Telephone(new SoftphoneOptions { User = calls[0].CallerNumber, FirstRtpPort = 40000 });
        var callee = new Telephone(new SoftphoneOptions { User = "callee", FirstRtpPort = 48000 }) { Rings = TimeSpan.FromMilliseconds(500) };
        await caller.StartAsync(cancellationToken);
        await callee.StartAsync(cancellationToken);
        return new DemoTelephones(caller, callee, calls);
    }

    /// <summary>Places the call, waits on both ends until the notice has been heard, talks, and hangs up.</summary>
    /// <returns>The moment of the hang-up, on the monotonic clock.</returns>
    /// <exception cref="DemoCallException">The call failed; the message says how.</exception>
    public async Task<long> TalkAsync(SampleCall call, IPEndPoint service, Action<string> progress, CancellationToken cancellationToken)
    {
        progress($"{call.CallerNumber} dials {call.CalleeNumber}");
        await using var near = await DialAsync(call, service, cancellationToken);
        await using var far = await _arriving[call.CalleeNumber].Task.WaitAsync(cancellationToken);
        progress("answered; both parties hear the notice");
        await Task.WhenAll(NoticeListener.HearOutAsync(near, cancellationToken), NoticeListener.HearOutAsync(far, cancellationToken));

        progress("talking");
        await Task.WhenAll(
            near.PlayAsync(AudioClip.Load(call.CallerWav).Samples, cancellationToken),
            far.PlayAsync(AudioClip.Load(call.CalleeWav).Samples, cancellationToken));
        if (near.Ended.IsCompleted)
        {
            throw new DemoCallException($"the service ended the call early: {await near.Ended}");
        }

        var hungUp = TimeProvider.System.GetTimestamp();
        progress("hung up");
        await near.HangUpAsync();
        await far.Ended.WaitAsync(cancellationToken);
        return hungUp;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _receiving;
        await _caller.DisposeAsync();
        await _callee.DisposeAsync();
        _over.Dispose();
    }

    private async Task<SoftphoneCall> DialAsync(SampleCall call, IPEndPoint service, CancellationToken cancellationToken)
    {
        try
        {
            return await _caller.DialAsync(new SipUri(call.CalleeNumber, service.Address.ToString(), service.Port), cancellationToken);
        }
        catch (SoftphoneCallException failed)
        {
            throw new DemoCallException(failed.Message);
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var call = await _callee.NextCallAsync(_over.Token);
                _arriving[call.Dialled].TrySetResult(call);
            }
        }
        catch (OperationCanceledException)
        {
            // The demo is over.
        }
    }
}

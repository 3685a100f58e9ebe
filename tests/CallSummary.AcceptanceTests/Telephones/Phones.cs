using System.Collections.Concurrent;
using System.Net;
using CallSummary.AcceptanceTests.Deployments;
using CallSummary.Sip.Messages;
using CallSummary.Softphone;
using Telephone = CallSummary.Softphone.Softphone;

namespace CallSummary.AcceptanceTests.Telephones;

/// <summary>The subscribers' telephones, and one that answers everything that is bridged.</summary>
internal sealed class Phones : IAsyncDisposable
{
    public const string Anna = "+821055550100";
    public const string Bora = "+821055550200";

    private readonly Telephone _callee = new(new SoftphoneOptions { User = "callee", FirstRtpPort = 48000 });
    private readonly Dictionary<string, Telephone> _callers = new()
    {
        [Anna] = new Telephone(new SoftphoneOptions { User = Anna, FirstRtpPort = 32768 }),
        [Bora] = new Telephone(new SoftphoneOptions { User = Bora, FirstRtpPort = 40768 }),
    };

    private readonly ConcurrentDictionary<string, TaskCompletionSource<SoftphoneCall>> _arriving = new();
    private readonly CancellationTokenSource _over = new();
    private Task _receiving = Task.CompletedTask;

    public int CalleePort => _callee.EndPoint.Port;

    public static async Task<Phones> StartAsync()
    {
        var phones = new Phones();
        await Task.WhenAll([phones._callee.StartAsync(), .. phones._callers.Values.Select(caller => caller.StartAsync())]);
        phones._receiving = phones.ReceiveAsync();
        return phones;
    }

    /// <summary>Dials until both ends are connected. A number can be dialled once.</summary>
    public async Task<Conversation> DialAsync(IPEndPoint service, string from, string to)
    {
        var near = await _callers[from].DialAsync(new SipUri(to, service.Address.ToString(), service.Port), TestContext.Current.CancellationToken);
        var far = to == DeploymentSettings.MemoNumber ? null : await Arriving(to).Task.WaitAsync(TimeSpan.FromMinutes(1));
        return new Conversation(near, far);
    }

    /// <summary>A whole call: dials, hears the notice out, talks, hangs up.</summary>
    public async Task CallAsync(IPEndPoint service, string from, string to, short[] nearSays, short[]? farSays = null)
    {
        var conversation = await DialAsync(service, from, to);
        await conversation.HearNoticeAsync();
        await conversation.TalkAsync(nearSays, farSays);
        await conversation.HangUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _receiving;
        foreach (var phone in _callers.Values.Append(_callee))
        {
            await phone.DisposeAsync();
        }

        _over.Dispose();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var call = await _callee.NextCallAsync(_over.Token);
                Arriving(call.Dialled).TrySetResult(call);
            }
        }
        catch (OperationCanceledException)
        {
            // The tests are over.
        }
    }

    private TaskCompletionSource<SoftphoneCall> Arriving(string number) =>
        _arriving.GetOrAdd(number, _ => new TaskCompletionSource<SoftphoneCall>(TaskCreationOptions.RunContinuationsAsynchronously));
}

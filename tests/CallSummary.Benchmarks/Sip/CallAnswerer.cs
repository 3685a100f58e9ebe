using System.Globalization;
using System.Net;
using CallSummary.Sip;
using CallSummary.Sip.Sdp;

namespace CallSummary.Benchmarks.Sip;

/// <summary>The server under measurement, in its own process: answers every call until its standard input ends, or it is stopped.</summary>
internal sealed class CallAnswerer : ISipRequestHandler
{
    private static readonly SdpAudioCapabilities s_audio = new() { Address = IPAddress.Loopback, Port = 40_000 };

    public static async Task<int> RunAsync(string[] args)
    {
        await using var stack = new SipStack(
            new SipStackOptions { UdpEndPoints = [new IPEndPoint(IPAddress.Loopback, int.Parse(args[1], CultureInfo.InvariantCulture))], MaxSessions = 100_000 }, new CallAnswerer());
        await stack.StartAsync();
        Console.WriteLine("ready");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        return 0;
    }

    public async ValueTask OnInviteAsync(IncomingInvite invite)
    {
        if (SdpOfferAnswer.Answer(invite.Offer!, s_audio).Local is { } answer) await invite.AnswerAsync(answer);
        else await invite.RejectAsync(488);
    }
}

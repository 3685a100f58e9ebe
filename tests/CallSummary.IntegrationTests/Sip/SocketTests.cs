using System.Net;
using System.Net.Sockets;
using System.Text;
using CallSummary.Sip;
using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;
using CallSummary.TestKit;
using CallSummary.TestKit.Sip;

namespace CallSummary.IntegrationTests.Sip;

public sealed class SocketTests
{
    private static readonly IPEndPoint s_any = new(IPAddress.Loopback, 0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SipProtocol.Udp, "UdpEndPoints")]
    [InlineData(SipProtocol.Tcp, "TcpEndPoints")]
    public async Task Start_PortInUse_NamesAddressAndSettingAndFreesTheRest(SipProtocol protocol, string setting)
    {
        await using var first = new AnsweringAgent();
        await first.Stack.StartAsync(Cancellation);
        var taken = first.Stack.ListenPoints.Single(point => point.Protocol == protocol).EndPoint;
        var free = new IPEndPoint(IPAddress.Loopback, PeerProgram.FreePort());
        await using var second = new SipStack(
            protocol == SipProtocol.Udp
                ? new SipStackOptions { UdpEndPoints = [free, taken] }
                : new SipStackOptions { UdpEndPoints = [free], TcpEndPoints = [taken] },
            first);

        var exception = await Assert.ThrowsAsync<SipBindException>(() => second.StartAsync(Cancellation));
        Assert.Contains(taken.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains(setting, exception.Message, StringComparison.Ordinal);
        using var again = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        again.Bind(free);
    }

    [Theory]
    [InlineData(SipProtocolKind.Udp)]
    [InlineData(SipProtocolKind.Tcp)]
    public async Task Call_BetweenTwoStacksOverIPv6_Works(SipProtocolKind kind)
    {
        if (!Socket.OSSupportsIPv6) Assert.Skip("This machine has no IPv6.");
        var handler = new AnsweringAgent();
        await using var callee = new SipStack(Options(), handler);
        await using var caller = new SipStack(Options(), handler);
        await callee.StartAsync(Cancellation);
        await caller.StartAsync(Cancellation);
        var port = callee.ListenPoints[(int)kind].EndPoint.Port;

        var invite = new OutgoingInvite
        {
            Target = new SipUri("bob", "::1", port),
            Protocol = (SipProtocol)kind,
            Sdp = SdpOfferAnswer.CreateOffer(AnsweringAgent.Audio),
        };
        var outcome = await caller.InviteAsync(invite, null, Cancellation);
        Assert.Equal(InviteResult.Answered, outcome.Result);
        Assert.True(handler.Sessions.TryDequeue(out var answered));
        Assert.True(await answered.Confirmed.WaitAsync(TimeSpan.FromSeconds(5), Cancellation));
        await answered.ByeAsync();
        Assert.Equal(SipSessionEnd.RemoteBye, await outcome.Session!.Ended.WaitAsync(TimeSpan.FromSeconds(5), Cancellation));
        Assert.Equal(0, caller.SessionCount + callee.SessionCount);

        static SipStackOptions Options() => new() { UdpEndPoints = [new IPEndPoint(IPAddress.IPv6Loopback, 0)], TcpEndPoints = [new IPEndPoint(IPAddress.IPv6Loopback, 0)] };
    }

    [Theory]
    [InlineData("secret", InviteResult.Answered, 200)]
    [InlineData("wrong", InviteResult.Rejected, 401)]
    public async Task Invite_Challenged_OnlyTheRightPasswordPasses(string password, InviteResult expected, int status)
    {
        await using var callee = new SipStack(new SipStackOptions { UdpEndPoints = [s_any] }, new ChallengingHandler());
        await using var caller = new SipStack(new SipStackOptions { UdpEndPoints = [s_any] }, new ChallengingHandler());
        await callee.StartAsync(Cancellation);
        await caller.StartAsync(Cancellation);
        var outcome = await caller.InviteAsync(
            new OutgoingInvite
            {
                Target = new SipUri("bob", "127.0.0.1", callee.ListenPoints[0].EndPoint.Port),
                Sdp = SdpOfferAnswer.CreateOffer(AnsweringAgent.Audio),
                Credentials = new SipCredentials("alice", password),
            },
            null, Cancellation);
        Assert.Equal(expected, outcome.Result);
        Assert.Equal(status, outcome.StatusCode);
    }

    [Fact]
    public async Task Invite_TcpPortClosed_IsATransportErrorAtOnce()
    {
        await using var agent = new AnsweringAgent();
        await agent.Stack.StartAsync(Cancellation);
        var target = SipUri.Parse($"sip:bob@127.0.0.1:{PeerProgram.FreePort(SocketType.Stream)};transport=tcp");
        var outcome = await agent.Stack.InviteAsync(new OutgoingInvite { Target = target }, null, Cancellation).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.Equal(InviteResult.TransportError, outcome.Result);
    }

    [Fact]
    public async Task Tcp_OptionsInPiecesAndPing_AreAnsweredOnTheSameConnection()
    {
        await using var agent = new AnsweringAgent();
        await agent.Stack.StartAsync(Cancellation);
        using var client = await ConnectAsync(agent.Stack);
        var stream = client.GetStream();
        await stream.WriteAsync("\r\n\r\n"u8.ToArray(), Cancellation);
        Assert.Equal("\r\n", await ReadAsync(stream, 2));
        var options = Encoding.UTF8.GetBytes(Options("tcp-1"));
        await stream.WriteAsync(options.AsMemory(0, 50), Cancellation);
        await stream.FlushAsync(Cancellation);
        await stream.WriteAsync(options.AsMemory(50), Cancellation);
        Assert.StartsWith("SIP/2.0 200", await ReadAsync(stream, 12), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OPTIONS sip:a@h SIP/2.0\r\nContent-Length: 99999999\r\n\r\n")]
    [InlineData("")]
    [InlineData("OPTIONS sip:a@h SIP/2.0\r\nVia: half")]
    public async Task Tcp_BrokenIdleOrHalfMessage_IsClosed(string text)
    {
        await using var stack = new SipStack(
            new SipStackOptions { TcpEndPoints = [s_any], TcpIdleTimeout = TimeSpan.FromMilliseconds(400), T1 = TimeSpan.FromMilliseconds(5) }, new ChallengingHandler());
        await stack.StartAsync(Cancellation);
        using var client = await ConnectAsync(stack);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), Cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        Assert.Equal(0, await ReadOrResetAsync(client, limit.Token));
    }

    [Fact]
    public async Task Tcp_OverMaxConnections_IsClosedAndTheFirstStaysUsable()
    {
        await using var stack = new SipStack(new SipStackOptions { TcpEndPoints = [s_any], MaxTcpConnections = 1 }, new ChallengingHandler());
        await stack.StartAsync(Cancellation);
        using var first = await ConnectAsync(stack);
        await first.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Options("one")), Cancellation);
        Assert.StartsWith("SIP/2.0 200", await ReadAsync(first.GetStream(), 12), StringComparison.Ordinal);
        using var second = await ConnectAsync(stack);
        Assert.Equal(0, await ReadOrResetAsync(second, Cancellation));
        await first.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Options("two")), Cancellation);
        await Eventually.True(() => first.Available > 0, "an answer on the first connection");
    }

    [Fact]
    public async Task Udp_TortureMessages_AreSurvived()
    {
        await using var agent = new AnsweringAgent();
        await agent.Stack.StartAsync(Cancellation);
        using var client = new UdpClient(s_any);
        client.Connect(agent.Stack.ListenPoints[0].EndPoint);
        foreach (var message in TortureMessages.All.Concat(Rfc4475Messages.All)) await client.SendAsync(message.Bytes, Cancellation);
        var port = ((IPEndPoint)client.Client.LocalEndPoint!).Port;
        await client.SendAsync(Encoding.UTF8.GetBytes(Options("after").Replace("TCP 127.0.0.1", $"UDP 127.0.0.1:{port}", StringComparison.Ordinal)), Cancellation);
        var answer = "";
        while (!answer.Contains("Call-ID: after", StringComparison.Ordinal)) answer = Encoding.UTF8.GetString((await client.ReceiveAsync(Cancellation)).Buffer);
        Assert.StartsWith("SIP/2.0 200", answer, StringComparison.Ordinal);
        Assert.Empty(agent.Faults);
    }

    private static string Options(string id) =>
        $"OPTIONS sip:us@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK{id}\r\nMax-Forwards: 70\r\nFrom: <sip:a@127.0.0.1>;tag=1\r\nTo: <sip:us@127.0.0.1>\r\nCall-ID: {id}\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";

    private static async Task<TcpClient> ConnectAsync(SipStack stack)
    {
        var client = new TcpClient();
        await client.ConnectAsync(stack.ListenPoints.Single(point => point.Protocol == SipProtocol.Tcp).EndPoint, Cancellation);
        return client;
    }

    private static async Task<string> ReadAsync(NetworkStream stream, int count)
    {
        var buffer = new byte[count];
        await stream.ReadExactlyAsync(buffer, Cancellation);
        return Encoding.UTF8.GetString(buffer);
    }

    private static async Task<int> ReadOrResetAsync(TcpClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], cancellationToken);
        }
        catch (IOException)
        {
            return 0; // reset: unread bytes were in flight
        }
    }

    private sealed class ChallengingHandler : ISipRequestHandler
    {
        private readonly DigestServer _digest = new("realm", user => user == "alice" ? "secret" : null);

        public async ValueTask OnInviteAsync(IncomingInvite invite)
        {
            if ((await invite.ChallengeAsync(_digest)).Result != DigestResult.Accepted) return;
            await invite.AnswerAsync(SdpOfferAnswer.Answer(invite.Offer!, AnsweringAgent.Audio).Local!);
        }
    }
}

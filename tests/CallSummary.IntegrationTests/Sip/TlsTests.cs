using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CallSummary.Sip;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;
using CallSummary.TestKit;
using CallSummary.TestKit.Tls;

namespace CallSummary.IntegrationTests.Sip;

public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("sip:bob@127.0.0.1:{0};transport=tls", "<sip:")]
    [InlineData("sips:bob@127.0.0.1:{0}", "<sips:")]
    public async Task Invite_OverTls_IsAnsweredAndEndedOnOneConnection(string target, string contact)
    {
        await using var callee = await StartAsync(Identity("127.0.0.1"));
        await using var caller = await StartAsync(Identity("caller.example"));

        var outcome = await CallAsync(caller, callee, target);

        Assert.Equal(InviteResult.Answered, outcome.Result);
        Assert.StartsWith(contact, outcome.Response!.Headers["Contact"], StringComparison.Ordinal);
        Assert.Equal(SipProtocol.Tls, outcome.Session!.Protocol);
        await Eventually.True(() => !callee.Sessions.IsEmpty, "the session", TimeSpan.FromSeconds(30));
        Assert.True(callee.Sessions.TryPeek(out var session));
        Assert.True(await session.Confirmed);
        await session.ByeAsync();
        Assert.Equal(SipSessionEnd.RemoteBye, await outcome.Session.Ended.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal(1, callee.Stack.ConnectionCount);
        Assert.Equal(1, caller.Stack.ConnectionCount);
        // Mutual TLS: the callee knows who calls.
        Assert.True(callee.Certificates.TryDequeue(out var shown));
        Assert.True(SipCertificateNames.Matches(shown!, "caller.example"));
        Assert.Empty(callee.Faults.Concat(caller.Faults));
    }

    [Fact]
    public async Task Invite_CertificateNamesAnother_IsNotSent()
    {
        await using var callee = await StartAsync(Identity("other.example"));
        await using var caller = await StartAsync(Identity("caller.example"));
        Assert.Equal(InviteResult.TransportError, (await CallAsync(caller, callee)).Result);
        Assert.Empty(callee.Sessions);
    }

    [Fact]
    public async Task Invite_UnknownAuthority_IsNotSent()
    {
        using var stranger = new TestAuthority();
        await using var callee = await StartAsync(new SipTlsOptions { Certificate = stranger.Issue("127.0.0.1"), TrustedRoots = [_authority.Root] });
        await using var caller = await StartAsync(Identity("caller.example"));
        Assert.Equal(InviteResult.TransportError, (await CallAsync(caller, callee)).Result);
    }

    [Theory]
    [InlineData(SipPeerCertificates.Require, false)]
    [InlineData(SipPeerCertificates.Allow, true)]
    [InlineData(SipPeerCertificates.None, true)]
    public async Task Accept_WithoutClientCertificate_FollowsThePolicy(SipPeerCertificates policy, bool isLetIn)
    {
        await using var callee = await StartAsync(Identity("127.0.0.1", policy));
        await using var caller = await StartAsync(new SipTlsOptions { TrustedRoots = [_authority.Root] });
        Assert.Equal(isLetIn, (await CallAsync(caller, callee)).Result == InviteResult.Answered);
    }

    [Fact]
    public async Task Accept_ClientCertificateOfAStranger_IsRefused()
    {
        using var stranger = new TestAuthority();
        await using var callee = await StartAsync(Identity("127.0.0.1"));
        await using var caller = await StartAsync(new SipTlsOptions { Certificate = stranger.Issue("caller.example"), TrustedRoots = [_authority.Root] });
        Assert.Equal(InviteResult.TransportError, (await CallAsync(caller, callee)).Result);
    }

    [Fact]
    public async Task ReloadTls_NewCertificate_IsShownFromThenOnAndOpenConnectionsStay()
    {
        await using var agent = await StartAsync(Identity("127.0.0.1"));
        await using var before = await ConnectAsync(agent);
        var replacement = _authority.Issue("127.0.0.1");
        agent.Stack.ReloadTls(new SipTlsOptions { Certificate = replacement, TrustedRoots = [_authority.Root] });
        await using var after = await ConnectAsync(agent);

        Assert.Equal(replacement.Thumbprint, Assert.IsType<X509Certificate2>(after.RemoteCertificate).Thumbprint);
        Assert.NotEqual(replacement.Thumbprint, Assert.IsType<X509Certificate2>(before.RemoteCertificate).Thumbprint);
        await before.WriteAsync("\r\n\r\n"u8.ToArray(), Cancellation);
        var pong = new byte[2];
        await before.ReadExactlyAsync(pong, Cancellation);
        Assert.Equal("\r\n", Encoding.ASCII.GetString(pong));
    }

    [Fact]
    public async Task Accept_HandshakeNeverFinished_IsCutOff()
    {
        await using var agent = await StartAsync(new SipTlsOptions { Certificate = _authority.Issue("127.0.0.1"), HandshakeTimeout = TimeSpan.FromMilliseconds(200) });
        using var client = new TcpClient();
        await client.ConnectAsync(agent.Stack.ListenPoints[2].EndPoint, Cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1], limit.Token));
    }

    [Fact]
    public async Task Invite_BackToAPeerThatAskedForAlias_UsesItsConnection()
    {
        // RFC 5923: mutual TLS, the certificate names the host in Via, so its own connection serves both ways.
        await using var one = await StartAsync(Identity("127.0.0.1"));
        await using var two = await StartAsync(Identity("127.0.0.1"));
        Assert.Equal(InviteResult.Answered, (await CallAsync(one, two)).Result);
        Assert.Equal(InviteResult.Answered, (await CallAsync(two, one)).Result);
        Assert.Equal(1, one.Stack.ConnectionCount);
        Assert.Equal(1, two.Stack.ConnectionCount);
    }

    [Fact]
    public async Task OpensslClient_SendsOptions_Gets200AndNoOldTls()
    {
        PeerProgram.Require("openssl", "openssl");
        using var folder = new TempFolder();
        await using var agent = await StartAsync(Identity("127.0.0.1"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "root.pem"), _authority.Root.ExportCertificatePem(), Cancellation);
        var port = agent.Port(SipProtocolKind.Tls);
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "options"),
            "OPTIONS sip:us@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bKo\r\nMax-Forwards: 70\r\nFrom: <sip:a@127.0.0.1>;tag=1\r\nTo: <sip:us@127.0.0.1>\r\nCall-ID: o\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n",
            Cancellation);
        var script = $"(cat options; sleep 5) | openssl s_client -connect 127.0.0.1:{port} -CAfile root.pem -verify_return_error -verify_ip 127.0.0.1 -quiet";
        await using var modern = PeerProgram.Start("sh", folder.Path, "-c", script);
        await Eventually.True(() => modern.Output.Contains("SIP/2.0 200", StringComparison.Ordinal), "the answer", TimeSpan.FromSeconds(30));
        await using var old = PeerProgram.Start("openssl", folder.Path, "s_client", "-connect", $"127.0.0.1:{port}", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0");
        Assert.NotEqual(0, await old.ExitAsync(Cancellation));
    }

    [Theory]
    [InlineData(SipProtocolKind.Udp, "sip:bob@[::1]:{0}")]
    [InlineData(SipProtocolKind.Tcp, "sip:bob@[::1]:{0};transport=tcp")]
    [InlineData(SipProtocolKind.Tls, "sip:bob@[::1]:{0};transport=tls")]
    public async Task Invite_OverIPv6_IsAnsweredAndEnded(SipProtocolKind kind, string target)
    {
        await using var callee = await StartAsync(Identity("::1"), IPAddress.IPv6Loopback);
        await using var caller = await StartAsync(Identity("::1"), IPAddress.IPv6Loopback);
        var outcome = await CallAsync(caller, callee, target, kind);
        Assert.Equal(InviteResult.Answered, outcome.Result);
        Assert.Contains("[::1]", outcome.Response!.Headers["Contact"], StringComparison.Ordinal);
        await outcome.Session!.ByeAsync();
        await Eventually.True(() => callee.Stack.SessionCount == 0, "the end", TimeSpan.FromSeconds(30));
    }

    private static async Task<AnsweringAgent> StartAsync(SipTlsOptions tls, IPAddress? address = null)
    {
        var agent = new AnsweringAgent(tls: tls, address: address);
        await agent.Stack.StartAsync(Cancellation);
        return agent;
    }

    private static async Task<InviteOutcome> CallAsync(AnsweringAgent from, AnsweringAgent to, string target = "sip:bob@127.0.0.1:{0};transport=tls", SipProtocolKind kind = SipProtocolKind.Tls)
    {
        var uri = SipUri.Parse(string.Format(System.Globalization.CultureInfo.InvariantCulture, target, to.Port(kind)));
        return await from.Stack.InviteAsync(new OutgoingInvite { Target = uri, Sdp = SdpOfferAnswer.CreateOffer(AnsweringAgent.Audio) }, null, Cancellation);
    }

    private SipTlsOptions Identity(string name, SipPeerCertificates policy = SipPeerCertificates.Allow) =>
        new() { Certificate = _authority.Issue(name), TrustedRoots = [_authority.Root], PeerCertificates = policy };

    private async Task<SslStream> ConnectAsync(AnsweringAgent agent)
    {
        var client = new TcpClient();
        await client.ConnectAsync(agent.Stack.ListenPoints[2].EndPoint, Cancellation);
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "",
                EnabledSslProtocols = SslProtocols.None,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.Issuer == _authority.Root.Subject,
            },
            Cancellation);
        return stream;
    }
}

using System.Diagnostics.Metrics;
using System.Net;
using CallSummary.Gateway;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Media.Dtls;
using CallSummary.Rtp;
using CallSummary.Sip.Sdp;
using CallSummary.TestKit.Rtp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CallSummary.IntegrationTests.Gateway.Dtls;

/// <summary>RFC 5763 and RFC 5764 over real sockets, between two legs of ours.</summary>
public sealed class DtlsHandshakesTests : IAsyncDisposable
{
    private readonly MediaEngine _engine = new(new MediaEngineOptions { BindAddress = IPAddress.Loopback, FirstPort = 21000, LastPort = 21999 });
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly DtlsIdentity _ours = new(TimeProvider.System);
    private readonly DtlsIdentity _theirs = new(TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_BothSides_EachHasTheOthersKeys()
    {
        using var ours = Make(_ours);
        using var theirs = Make(_theirs);
        var (near, far) = (Open(), Open());

        var running = ours.RunAsync(near, Agreed(far, _theirs.Fingerprint, SdpSetup.Active), Cancellation);
        using var theirEnd = await theirs.RunAsync(far, Agreed(near, _ours.Fingerprint, SdpSetup.Passive), Cancellation);
        using var ourEnd = await running;

        Assert.Equal(ourEnd!.Keys.Local, theirEnd!.Keys.Remote);
        Assert.Equal(ourEnd.Keys.Remote, theirEnd.Keys.Local);
        Assert.NotEqual(ourEnd.Keys.Local, ourEnd.Keys.Remote);
    }

    [Theory]
    [InlineData(SdpSetup.Active)]
    [InlineData(SdpSetup.Passive)]
    public async Task RunAsync_CertificateIsNotTheOneOfTheDescription_Fails(SdpSetup setup)
    {
        using var ours = Make(_ours);
        using var theirs = Make(_theirs);
        var (near, far) = (Open(), Open());

        // What they were told of us is right; what we were told of them is somebody else's.
        var running = ours.RunAsync(near, Agreed(far, _ours.Fingerprint, setup), Cancellation);
        var theirEnd = theirs.RunAsync(far, Agreed(near, _ours.Fingerprint, setup == SdpSetup.Active ? SdpSetup.Passive : SdpSetup.Active), Cancellation);

        Assert.Null(await running);
        (await theirEnd)?.Dispose();
    }

    [Fact]
    public async Task RunAsync_MoreThanTheLimit_WaitTheirTurn_AndNobodyAnswers_AllFail()
    {
        using var ours = Make(_ours, limit: 2, patience: TimeSpan.FromSeconds(1));
        var all = Enumerable.Range(0, 6).Select(_ => ours.RunAsync(Open(), Agreed(Open(), _theirs.Fingerprint, SdpSetup.Active), Cancellation)).ToList();

        Assert.InRange(ours.Running, 0, 2);
        Assert.All(await Task.WhenAll(all), Assert.Null);
        Assert.Equal(0, ours.Running);
    }

    [Fact]
    public async Task Apply_NothingIsSentOrHeardBeforeTheHandshake_NorInTheClear()
    {
        using var ours = Make(_ours, patience: TimeSpan.FromSeconds(1));
        var (near, far) = (Open(), Open());
        var heard = new CountingSink();
        Assert.Equal(OpenLegResult.Opened, _engine.OpenLeg(heard, out var plain));
        using var media = new AgreedMedia(near, ours);
        var failed = new TaskCompletionSource();

        media.Apply(Agreed(plain!, _theirs.Fingerprint, SdpSetup.Active), send: true, receive: true, failed: failed.SetResult);
        await Assert.ThrowsAsync<InvalidOperationException>(() => near.PlayAsync(new short[1600], Cancellation));
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(0, near.Statistics.Sent);
        Assert.Equal(0, plain!.Statistics.Received);
        await far.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _services.DisposeAsync();
    }

    private MediaLeg Open()
    {
        Assert.Equal(OpenLegResult.Opened, _engine.OpenLeg(new CountingSink(), out var leg));
        return leg!;
    }

    private DtlsHandshakes Make(DtlsIdentity identity, int limit = 32, TimeSpan? patience = null) => new(
        identity,
        Options.Create(new GatewayOptions { Media = new MediaOptions { MaxHandshakes = limit, HandshakeTimeout = patience ?? TimeSpan.FromSeconds(30) } }),
        new GatewayMetrics(_services.GetRequiredService<IMeterFactory>()),
        NullLogger<DtlsHandshakes>.Instance);

    private static SdpAgreedAudio Agreed(MediaLeg with, SdpFingerprint fingerprint, SdpSetup setup) => new()
    {
        MediaIndex = 0,
        RemoteRtp = with.LocalEndPoint,
        SendCodec = SdpCodec.Pcmu,
        ReceiveCodec = SdpCodec.Pcmu,
        ReceiveCodecs = [SdpCodec.Pcmu],
        PacketTime = 20,
        Direction = SdpDirection.SendRecv,
        Security = SdpSecurity.Dtls,
        RemoteFingerprint = fingerprint,
        Setup = setup,
    };
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CallSummary.Contracts;
using CallSummary.Gateway.Calls;
using CallSummary.Sip;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>
/// A flood, from a stranger or from a trunk of its own, costs recorded calls nothing and leaves nothing behind. Beside five calls in the
/// suite; <c>CALLSUMMARY_FLOOD_CALLS=20 dotnet test tests/CallSummary.IntegrationTests --filter FloodTests</c> makes it twenty.
/// </summary>
[Collection(GatewayCalls.Name)]
public sealed class FloodTests : IDisposable
{
    private const string Stranger = "127.0.0.3";
    private const string Listed = "127.0.0.4";
    private const int PerSecond = 2000;
    private const long MaxGrowth = 48L << 20;

    private static readonly int Calls = int.TryParse(Environment.GetEnvironmentVariable("CALLSUMMARY_FLOOD_CALLS"), out var calls) ? calls : 5;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("INVITE", Stranger)]
    [InlineData("OPTIONS", Stranger)]
    [InlineData("REGISTER", Stranger)]
    [InlineData("INVITE", Listed)]
    [InlineData("OPTIONS", Listed)]
    [InlineData("REGISTER", Listed)]
    public async Task Flood_BesideRecordedCalls_RecordingsAreWhole_MemoryIsFlat(string method, string source)
    {
        await using var rig = await GatewayRig.StartAsync(
            _folder.Path,
            ("Trunks:0:Peers:0", "127.0.0.1"),
            ("Trunks:1:Name", "noisy"), ("Trunks:1:Tenant", "t"), ("Trunks:1:Peers:0", Listed), ("Trunks:1:MaxCallsPerSecond", "10"));
        List<TestPhone> phones = [];
        List<SipSession> sessions = [];
        try
        {
            for (var i = 0; i < Calls; i++)
            {
                phones.Add(await TestPhone.StartAsync());
                sessions.Add((await phones[i].DialAsync(rig.Sip, "1000", giveUp: TestContext.Current.CancellationToken)).Session!);
            }

            var before = GC.GetTotalMemory(forceFullCollection: true);
            var tone = Tone.Sine(440, Length);
            var speaking = Task.WhenAll(phones.Select((p, i) => p.SendAsync(sessions[i], tone)));
            var sent = await FloodAsync(method, rig.Sip, source);
            await speaking;
            await Task.WhenAll(sessions.Select(s => s.ByeAsync()));

            await Eventually.True(() => rig.Published<CallEnded>().Count == Calls, "the calls to end", TimeSpan.FromSeconds(30));
            Assert.All(rig.Published<CallEnded>(), e => Assert.Equal(tone.Length / TestRtp.PacketSamples, e.Quality!.Single().Packets));
            Assert.All(rig.Published<CallEnded>(), e => Assert.Equal(0, e.Quality!.Single().Lost));
            Assert.Equal(Calls, await rig.CountCallsAsync());
            Assert.True(sent > PerSecond, $"Only {sent} requests were sent.");
            if (source == Stranger)
            {
                Assert.InRange(rig.Services.GetRequiredService<SipPort>().Stack.TransactionCount, 0, 4 * Calls);
            }

            // A trunk's own requests are kept for 64 T1 in case their answers are lost (RFC 3261 section 17.2).
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, source == Stranger ? MaxGrowth : 2 * MaxGrowth);
        }
        finally
        {
            foreach (var phone in phones)
            {
                await phone.DisposeAsync();
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>As fast as a scanner.</summary>
    private static async Task<int> FloodAsync(string method, IPEndPoint gateway, string source)
    {
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Parse(source), 0));
        var clock = Stopwatch.StartNew();
        var sent = 0;
        while (clock.Elapsed < Length)
        {
            for (; sent < clock.Elapsed.TotalSeconds * PerSecond; sent++)
            {
                var request = $"{method} sip:{sent}@{gateway} SIP/2.0\r\nVia: SIP/2.0/UDP {source};rport;branch=z9hG4bK{sent}\r\nMax-Forwards: 70\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:{sent}@c>\r\n"
                    + $"Call-ID: {sent}\r\nCSeq: 1 {method}\r\nContact: <sip:a@{source}>\r\nContent-Length: 0\r\n\r\n";
                stranger.Send(Encoding.ASCII.GetBytes(request), gateway);
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return sent;
    }
}

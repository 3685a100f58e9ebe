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

/// <summary>A flood from a stranger costs recorded calls nothing and leaves nothing behind.</summary>
[Collection(GatewayCalls.Name)]
public sealed class FloodTests : IDisposable
{
    private const int PerSecond = 2000;
    private const long MaxGrowth = 48L << 20;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("INVITE")]
    [InlineData("OPTIONS")]
    [InlineData("REGISTER")]
    public async Task Flood_BesideRecordedCalls_RecordingsAreWhole_MemoryIsFlat(string method)
    {
        await using var rig = await GatewayRig.StartAsync(_folder.Path, ("Trunks:0:Peers:0", "127.0.0.1"));
        List<TestPhone> phones = [];
        List<SipSession> sessions = [];
        try
        {
            for (var i = 0; i < 5; i++)
            {
                phones.Add(await TestPhone.StartAsync());
                sessions.Add((await phones[i].DialAsync(rig.Sip, "1000", giveUp: TestContext.Current.CancellationToken)).Session!);
            }

            var before = GC.GetTotalMemory(forceFullCollection: true);
            var tone = Tone.Sine(440, Length);
            var speaking = Task.WhenAll(phones.Select((p, i) => p.SendAsync(sessions[i], tone)));
            var sent = await FloodAsync(method, rig.Sip);
            await speaking;
            await Task.WhenAll(sessions.Select(s => s.ByeAsync()));

            await Eventually.True(() => rig.Published<CallEnded>().Count == 5, "the calls to end", TimeSpan.FromSeconds(30));
            Assert.All(rig.Published<CallEnded>(), e => Assert.Equal(tone.Length / TestRtp.PacketSamples, e.Quality!.Single().Packets));
            Assert.All(rig.Published<CallEnded>(), e => Assert.Equal(0, e.Quality!.Single().Lost));
            Assert.Equal(5, await rig.CountCallsAsync());
            Assert.True(sent > PerSecond, $"Only {sent} requests were sent.");
            Assert.InRange(rig.Services.GetRequiredService<SipPort>().Stack.TransactionCount, 0, 20);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MaxGrowth);
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

    /// <summary>From an address in no trunk, as fast as a scanner.</summary>
    private static async Task<int> FloodAsync(string method, IPEndPoint gateway)
    {
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0));
        var clock = Stopwatch.StartNew();
        var sent = 0;
        while (clock.Elapsed < Length)
        {
            for (; sent < clock.Elapsed.TotalSeconds * PerSecond; sent++)
            {
                var request = $"{method} sip:{sent}@{gateway} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.3;branch=z9hG4bK{sent}\r\nMax-Forwards: 70\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:{sent}@c>\r\n"
                    + $"Call-ID: {sent}\r\nCSeq: 1 {method}\r\nContact: <sip:a@127.0.0.3>\r\nContent-Length: 0\r\n\r\n";
                stranger.Send(Encoding.ASCII.GetBytes(request), gateway);
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return sent;
    }
}

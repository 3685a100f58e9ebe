using System.Net;
using System.Net.Sockets;
using System.Text;
using CallSummary.IntegrationTests.Sip;
using CallSummary.Rtp;
using CallSummary.Rtp.Security;
using CallSummary.TestKit;

namespace CallSummary.IntegrationTests.Rtp;

/// <summary>A real telephone that insists on SRTP, on a leg that sends everything back to it.</summary>
public sealed class BaresipSrtpTests
{
    private static readonly string s_wav = Path.Combine(RepositoryRoot.Path, "samples", "calls", "04-en-net", "caller.wav");

    [Fact]
    public async Task Call_WithMandatorySrtp_IsHeardBothWays()
    {
        PeerProgram.Require("baresip", "baresip-core");
        using var folder = new TempFolder();
        await using var engine = new MediaEngine(TwoLegs.Options);
        var sink = new RecordingSink(TimeProvider.System.GetTimestamp());
        Assert.Equal(OpenLegResult.Opened, engine.OpenLeg(sink, out var leg));
        leg!.RelayTo(leg);
        using var sip = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = PeerProgram.FreePort();
        BaresipProfile.Write(folder.Path, port, s_wav, "answermode=manual;mediaenc=srtp-mand");
        await File.AppendAllTextAsync(Path.Combine(folder.Path, "config"), "module srtp.so\n", TestContext.Current.CancellationToken);

        await using var baresip = PeerProgram.Start(
            "baresip", folder.Path, "-4", "-f", folder.Path, "-e", $"/dial sip:anna@127.0.0.1:{((IPEndPoint)sip.Client.LocalEndPoint!).Port}", "-t", "20");
        await AnswerAsync(sip, leg);
        await Eventually.True(() => leg.Statistics is { Received: >= 100, Sent: >= 100 }, "two seconds of sound");

        // Not counted here: baresip opens its RTCP port with two APP packets that are no compound packet.
        Assert.Equal((0, 0), (leg.Statistics.NotAuthentic, leg.Statistics.Replayed));
        Assert.InRange(leg.Statistics.Sent, leg.Statistics.Received - 5, leg.Statistics.Received);
    }

    // The least of a SIP server: one INVITE, one answer, repeated until it is acknowledged.
    private static async Task AnswerAsync(UdpClient sip, MediaLeg leg)
    {
        var received = await sip.ReceiveAsync(TestContext.Current.CancellationToken);
        var invite = Encoding.ASCII.GetString(received.Buffer);
        var lines = invite.Split("\r\n");
        var offered = lines.Where(l => l.StartsWith("a=crypto:", StringComparison.Ordinal)).Select(l => l[9..]);
        Assert.True(SdesAnswer.TryAnswer(offered, [SrtpSuite.AesCm128HmacSha1Tag80], null, out var answer), invite);
        var media = lines.Single(l => l.StartsWith("m=audio ", StringComparison.Ordinal)).Split(' ');
        Assert.Equal("RTP/SAVP", media[2]);
        leg.SetRemote(new MediaRemote(new IPEndPoint(IPAddress.Loopback, int.Parse(media[1])), MediaFormat.Pcma) { Keys = answer.Keys });
        var sdp = $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {leg.LocalEndPoint.Port} RTP/SAVP 8\r\na=crypto:{answer.Value}\r\n";
        var head = string.Join("\r\n", lines.Where(l => l.StartsWith("Via:", StringComparison.Ordinal) || l.StartsWith("From:", StringComparison.Ordinal)
            || l.StartsWith("Call-ID:", StringComparison.Ordinal) || l.StartsWith("CSeq:", StringComparison.Ordinal)));
        var to = lines.Single(l => l.StartsWith("To:", StringComparison.Ordinal));
        var reply = $"SIP/2.0 200 OK\r\n{head}\r\n{to};tag=1\r\nContact: <sip:anna@{sip.Client.LocalEndPoint}>\r\nContent-Type: application/sdp\r\nContent-Length: {sdp.Length}\r\n\r\n{sdp}";
        await sip.SendAsync(Encoding.ASCII.GetBytes(reply), received.RemoteEndPoint, TestContext.Current.CancellationToken);
    }
}

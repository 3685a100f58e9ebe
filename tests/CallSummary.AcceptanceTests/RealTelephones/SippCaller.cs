using System.Globalization;
using System.Net;
using CallSummary.Audio.Codecs;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;

namespace CallSummary.AcceptanceTests.RealTelephones;

/// <summary>SIPp as a telephone: dials, plays µ-law, hangs up.</summary>
internal static class SippCaller
{
    /// <summary>Starts one call; the process ends with it, exit code 0 when all went as RFC 3261 wants.</summary>
    public static ChildProcess Dial(IPEndPoint service, string from, string to, short[] says, string folder)
    {
        var sipp = Prerequisites.Require("sipp");
        var octets = new byte[says.Length];
        G711.EncodeMuLaw(says, octets);
        File.WriteAllBytes(Path.Combine(folder, "says.ulaw"), octets);
        File.WriteAllText(Path.Combine(folder, "call.xml"), Scenario(from, says.Length / 8));
        return ChildProcess.Start(
            sipp,
            [service.ToString(), "-s", to, "-sf", "call.xml", "-i", "127.0.0.1", "-mi", "127.0.0.1", "-p", Text(FreePort.Udp()), "-mp", Text(FreePort.Udp()), "-m", "1", "-nostdin", "-timeout", "120"],
            folder);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Scenario(string from, int milliseconds) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <scenario name="a call that plays a file">
          <send retrans="500"><![CDATA[
        INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
        {Head(from, "To: <sip:[service]@[remote_ip]:[remote_port]>", "1 INVITE")}
        Contact: <sip:caller@[local_ip]:[local_port]>
        Content-Type: application/sdp
        Content-Length: [len]

        v=0
        o=- 1 1 IN IP4 [local_ip]
        s=-
        c=IN IP4 [media_ip]
        t=0 0
        m=audio [rtpstream_audio_port] RTP/AVP 0
        a=rtpmap:0 PCMU/8000
        ]]></send>
          <recv response="100" optional="true"/>
          <recv response="180" optional="true"/>
          <recv response="183" optional="true"/>
          <recv response="200" rrs="true"/>
          <send><![CDATA[
        ACK [next_url] SIP/2.0
        {Head(from, "[last_To:]", "1 ACK")}
        [routes]
        Content-Length: 0

        ]]></send>
          <nop><action><exec rtp_stream="says.ulaw,1,0,PCMU/8000"/></action></nop>
          <pause milliseconds="{Text(milliseconds)}"/>
          <send retrans="500"><![CDATA[
        BYE [next_url] SIP/2.0
        {Head(from, "[last_To:]", "2 BYE")}
        [routes]
        Content-Length: 0

        ]]></send>
          <recv response="200"/>
        </scenario>
        """;

    private static string Head(string from, string to, string sequence) => $"""
        Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
        From: <sip:{from}@[local_ip]:[local_port]>;tag=[pid]t[call_number]
        {to}
        Call-ID: [call_id]
        CSeq: {sequence}
        Max-Forwards: 70
        """;
}

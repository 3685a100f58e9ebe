using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace CallSummary.IntegrationTests.Gateway.Siprec;

/// <summary>A session recording client that sends what a test writes, byte for byte: real recorders are not polite.</summary>
internal sealed class RecorderClient(IPEndPoint gateway) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly UdpClient _socket = Bound();
    private readonly string _callId = $"rec{Random.Shared.Next()}@recorder";
    private string _to = "<sip:recorder@callsummary>";
    private int _cseq;

    public TestRtp First { get; } = new();

    public TestRtp Second { get; } = new();

    /// <summary>The From header; some recorders say in it who speaks.</summary>
    public string From { get; init; } = "<sip:src@recorder>;tag=src";

    /// <summary>Further header lines of the INVITE.</summary>
    public string[] Headers { get; init; } = ["Require: siprec"];

    /// <summary>The last answer that held SDP.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>Where the gateway wants each stream, in order; port 0 is a refused one.</summary>
    public IReadOnlyList<IPEndPoint> Ports =>
        [.. Regex.Matches(Answer, @"^m=audio (\d+)", RegexOptions.Multiline).Select(m => new IPEndPoint(IPAddress.Loopback, int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)))];

    /// <summary>Two streams, labelled, sent only.</summary>
    public string TwoStreams(string first = "1", string second = "2", string direction = "sendonly") =>
        $"v=0\r\no=src 1 {_cseq + 1} IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + Line(First, first, direction) + Line(Second, second, direction);

    public string OneStream(string label = "1") =>
        $"v=0\r\no=src 1 {_cseq + 1} IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + Line(First, label, "sendonly");

    /// <summary>Sends an INVITE (the first or a later one); acknowledges the answer.</summary>
    /// <returns>The final status.</returns>
    public async Task<int> InviteAsync(string? sdp, string? metadata = null, string metadataType = "application/rs-metadata+xml", string extraPart = "")
    {
        var status = await RequestAsync("INVITE", sdp, metadata, metadataType, extraPart);
        await AckAsync();
        return status;
    }

    public Task<int> UpdateAsync(string? sdp, string metadata) => RequestAsync("UPDATE", sdp, metadata, "application/rs-metadata+xml", "");

    public Task<int> ByeAsync() => RequestAsync("BYE", null, null, "", "");

    public void Dispose()
    {
        _socket.Dispose();
        First.Dispose();
        Second.Dispose();
    }

    private static UdpClient Bound() => new(new IPEndPoint(IPAddress.Loopback, 0));

    private static string Line(TestRtp rtp, string label, string direction) =>
        $"m=audio {rtp.Port} RTP/AVP 0 8\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\na={direction}\r\na=label:{label}\r\n";

    private async Task<int> RequestAsync(string method, string? sdp, string? metadata, string metadataType, string extraPart)
    {
        _cseq++;
        var (type, body) = Body(sdp, metadata, metadataType, extraPart);
        var headers = method == "INVITE" && _cseq == 1 ? Headers : [];
        await SendAsync(method, _cseq, headers, type, body);
        while (true)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            timeout.CancelAfter(Patience);
            var text = Encoding.UTF8.GetString((await _socket.ReceiveAsync(timeout.Token)).Buffer);
            if (!text.StartsWith("SIP/2.0 ", StringComparison.Ordinal) || !text.Contains($"CSeq: {_cseq} {method}", StringComparison.Ordinal))
            {
                continue;
            }

            var status = int.Parse(text.AsSpan(8, 3), CultureInfo.InvariantCulture);
            if (status >= 200)
            {
                Answer = text.Contains("m=audio", StringComparison.Ordinal) ? text : Answer;
                _to = Regex.Match(text, @"^To: (.*?)\r?$", RegexOptions.Multiline).Groups[1].Value;
                return status;
            }
        }
    }

    private static (string? Type, string Body) Body(string? sdp, string? metadata, string metadataType, string extraPart)
    {
        if (metadata is null)
        {
            return (sdp is null ? null : "application/sdp", sdp ?? "");
        }

        if (sdp is null)
        {
            return (metadataType, metadata);
        }

        return ("multipart/mixed;boundary=\"foobar\"",
            $"--foobar\r\nContent-Type: application/sdp\r\n\r\n{sdp}\r\n{extraPart}--foobar\r\nContent-Disposition: recording-session\r\nContent-Type: {metadataType}\r\n\r\n{metadata}\r\n--foobar--\r\n");
    }

    private Task AckAsync() => SendAsync("ACK", _cseq, [], null, "");

    private async Task SendAsync(string method, int cseq, string[] headers, string? type, string body)
    {
        var local = (IPEndPoint)_socket.Client.LocalEndPoint!;
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{method} sip:recorder@{gateway} SIP/2.0\r\n")
            .Append(CultureInfo.InvariantCulture, $"Via: SIP/2.0/UDP {local};branch=z9hG4bK{Random.Shared.Next()}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Max-Forwards: 70\r\nFrom: {From}\r\nTo: {_to}\r\nCall-ID: {_callId}\r\nCSeq: {cseq} {method}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Contact: <sip:src@{local}>;+sip.src\r\n");
        foreach (var header in headers)
        {
            text.Append(header).Append("\r\n");
        }

        if (type is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text.ToString()), gateway, TestContext.Current.CancellationToken);
    }
}

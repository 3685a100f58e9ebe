using System.Net;
using System.Text;
using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Siprec.Metadata;
using CallSummary.Rtp.Control;
using CallSummary.Rtp.Packets;
using CallSummary.Sip;
using CallSummary.Sip.Authentication;
using CallSummary.Sip.Identity;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;
using CallSummary.TestKit.Fuzz;
using CallSummary.TestKit.Sip;

namespace CallSummary.UnitTests.Fuzz;

/// <summary>Whatever reads bytes from the network. The suite runs them briefly, <c>benchmarks fuzz</c> for as long as one likes.</summary>
internal static class ParserTargets
{
    private static readonly string s_description =
        "v=0\r\no=- 1 2 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\na=group:BUNDLE 0\r\na=fingerprint:sha-256 " + string.Join(':', Enumerable.Repeat("AB", 32))
        + "\r\nm=audio 30000 RTP/SAVP 0 8 96 101\r\nc=IN IP6 2001:db8::1\r\na=rtpmap:96 opus/48000/2\r\na=fmtp:96 useinbandfec=1\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n"
        + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20|1:4\r\na=rtcp:30001\r\na=rtcp-mux\r\na=ptime:20\r\na=sendonly\r\na=label:1\r\n"
        + "m=audio 30002 UDP/TLS/RTP/SAVPF 0\r\na=setup:actpass\r\nm=video 0 RTP/AVP 31\r\n";

    private static readonly byte[][] s_messages =
    [
        .. TortureMessages.All.Select(message => message.Bytes),
        Encoding.UTF8.GetBytes(Busy("INVITE", "application/sdp", s_description)),
        Encoding.UTF8.GetBytes(Busy(
            "INVITE", "multipart/mixed;boundary=\"b\"",
            $"--b\r\nContent-Type: application/sdp\r\n\r\n{s_description}\r\n--b\r\nContent-Type: application/rs-metadata+xml\r\nContent-Disposition: recording-session\r\n\r\n<recording/>\r\n--b--\r\n")),
        Encoding.UTF8.GetBytes(Busy("REFER", "message/sipfrag", "SIP/2.0 200 OK\r\n")),
    ];

    /// <summary>RFC 7865's way, and the drafts' with prefixes.</summary>
    private static readonly byte[][] s_recordings =
    [
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <recording xmlns='urn:ietf:params:xml:ns:recording:1'><datamode>partial</datamode><group group_id="g"/><session session_id="s"><group-ref>g</group-ref></session>
        <participant participant_id="p1"><nameID aor="sip:+821012345678@ims.mnc005.mcc450.3gppnetwork.org;user=phone"><name xml:lang="ko">김</name></nameID></participant>
        <participant participant_id="p2"><nameID aor="tel:+82-2-123-4567"/></participant><stream stream_id="x1" session_id="s"><label>96</label></stream>
        <participantsessionassoc participant_id="p1" session_id="s"><disassociate-time>2026-01-01T00:00:00Z</disassociate-time></participantsessionassoc>
        <participantstreamassoc participant_id="p1"><send>x1</send><recv>x2</recv></participantstreamassoc></recording>
        """u8.ToArray(),
        """
        <a:recording xmlns:a="urn:ietf:params:xml:ns:recording"><a:dataMode>Complete</a:dataMode><a:participant id="p1" session="s"><a:nameID><a:aor>"B" &lt;sip:b%20c@10.1.1.1&gt;</a:aor></a:nameID>
        <a:send>x1</a:send></a:participant><a:stream id="x1" session="s"><a:label>far</a:label></a:stream></a:recording>
        """u8.ToArray(),
    ];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new FuzzTarget("sip", s_messages, ReadMessage),
        new FuzzTarget("stack", s_messages, new StackTarget().Read),
        new FuzzTarget("stream", s_messages, ReadStream),
        new FuzzTarget("sdp", [Encoding.UTF8.GetBytes(s_description)], ReadDescription),
        new FuzzTarget("rtp", [[0x80, 0, 0, 1, 0, 0, 0, 160, 1, 2, 3, 4, .. new byte[160]], [0x91, 101, 0, 2, 0, 0, 0, 1, 9, 9, 9, 9, 0, 0, 0, 1, 0xBE, 0xDE, 0, 1, 1, 2, 3, 4, 5, 0x0A, 1, 0x40]], ReadMedia),
        new FuzzTarget(
            "rtcp",
            [
                [0x80, 200, 0, 6, 1, 2, 3, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5, 0x81, 202, 0, 2, 1, 2, 3, 4, 1, 1, 65, 0],
                [0x81, 201, 0, 7, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0x81, 203, 0, 1, 1, 2, 3, 4],
            ],
            ReadControl),
        new FuzzTarget("amr", [[0xF2, 0x7F, .. new byte[18]], [0x60, 0xA4, 0x2C, .. new byte[39]], [0xF0, 0x44, .. new byte[5]]], ReadAmr),
        new FuzzTarget("opus", [[0x48, .. new byte[40]], [0x0B, 0x82, 10, .. new byte[40]], [0x78, 1, 2, 3]], ReadOpus),
        new FuzzTarget("siprec", s_recordings, ReadMetadata),
    ];

    private static void ReadMessage(byte[] bytes)
    {
        var error = SipParser.Parse(bytes, out var message);
        if (message is null) return;
        _ = message.CallId + message.TopVia + message.CSeq + message.ContactUri;
        foreach (var name in (string[])[SipHeaderNames.Route, SipHeaderNames.RecordRoute, SipHeaderNames.Contact, SipHeaderNames.PAssertedIdentity])
        {
            foreach (var element in message.Headers.Elements(name)) _ = NameAddress.TryParse(element, out var address) ? address.ToString() + address.Uri.WithoutHeaders() : null;
        }
        _ = SessionExpires.Of(message);
        _ = SessionExpires.MinimumOf(message);
        _ = SipReplaces.TryParse(message.Headers[SipHeaderNames.Replaces], out _);
        if (message.Headers[SipHeaderNames.Identity] is { } identity) _ = Passport.Read(identity);
        if (MultipartBody.TryFlatten(message, out var parts) && parts.Count > SipLimits.MaxParts) throw new InvalidOperationException("More parts than the cap.");
        if (error != SipParseError.None) return;
        _ = message.From.ToString() + message.To;
        if (message is SipRequest request)
        {
            _ = request.RequestUri.ToString();
            _ = new DigestServer("realm", static user => user).Verify(request);
        }
        // What we accept we can also write and read again.
        if (SipParser.Parse(message.ToBytes(), out _) is var again && again != SipParseError.None) throw new InvalidOperationException($"Written, it is not read again: {again}.");
    }

    private static void ReadStream(byte[] bytes)
    {
        using var framer = new SipStreamFramer();
        var rest = bytes.AsSpan();
        for (var step = 1; !rest.IsEmpty; step = (step * 7 % 61) + 1)
        {
            var memory = framer.GetMemory();
            if (memory.Length is 0 or > 4 * SipLimits.MaxMessageBytes) throw new InvalidOperationException("The framer's buffer is out of bounds.");
            var count = Math.Min(Math.Min(memory.Length, rest.Length), step * 20);
            rest[..count].CopyTo(memory.Span);
            framer.Advance(count);
            rest = rest[count..];
            SipFrame frame;
            while ((frame = framer.Next(out var message)) is SipFrame.Message or SipFrame.Ping) SipParser.Parse(message, out _);
            if (frame == SipFrame.Broken) return;
        }
    }

    private static void ReadDescription(byte[] bytes)
    {
        var us = new SdpAudioCapabilities { Address = IPAddress.Loopback, Port = 4000, Srtp = SdpSrtpPolicy.Allow, RtcpMux = true, Fingerprint = new SdpFingerprint("sha-256", "00") };
        if (SdpDescription.Parse(bytes, out var description) != SdpParseError.None) return;
        var answer = SdpOfferAnswer.Answer(description!, us);
        if (SdpOfferAnswer.Answer(description!, MediaPolicy.Default.Single(IPAddress.Loopback, 4000)).Audio is { } audio) _ = MediaFormats.RemoteOf(audio with { Security = SdpSecurity.None });
        _ = SdpOfferAnswer.AnswerAll(description!, (_, _) => us, answer.Local);
        _ = SdpOfferAnswer.Accept(SdpOfferAnswer.CreateOffer(us with { Srtp = SdpSrtpPolicy.Require }), description!);
        _ = SdpOfferAnswer.CreateOffer(us, description);
        if (answer.Local is { } local && SdpDescription.Parse(local.ToBytes(), out _) != SdpParseError.None) throw new InvalidOperationException("Our own answer is not read.");
    }

    private static void ReadMedia(byte[] bytes)
    {
        if (RtpPacket.TryParse(bytes, out var packet)) _ = TelephoneEvent.TryParse(packet.Payload, out _);
    }

    private static void ReadControl(byte[] bytes)
    {
        if (RtpPacket.IsControl(bytes)) _ = ControlPacket.TryRead(bytes, out _);
    }

    private static void ReadAmr(byte[] bytes)
    {
        Span<byte> repacked = new byte[RecordedFrameFormat.MaxPayloadLength];
        foreach (var (one, other) in ((RecordedCodec, RecordedCodec)[])
            [(RecordedCodec.AmrEfficient, RecordedCodec.AmrAligned), (RecordedCodec.AmrAligned, RecordedCodec.AmrEfficient),
             (RecordedCodec.AmrWbEfficient, RecordedCodec.AmrWbAligned), (RecordedCodec.AmrWbAligned, RecordedCodec.AmrWbEfficient)])
        {
            var samples = RecordedCodecs.SamplesIn(one, bytes);
            var length = RecordedCodecs.RepackAmr(one, other, bytes, repacked);
            if (RecordedCodecs.SamplesIn(other, repacked[..length]) != samples) throw new InvalidOperationException("Packed anew, it is another length.");
        }
    }

    private static void ReadOpus(byte[] bytes)
    {
        using var decoder = SpeechCodecs.CreateDecoder(RecordedCodec.Opus);
        Span<short> samples = new short[RecordedCodecs.MaxSamples];
        if (decoder.Decode(bytes, samples) != 2 * RecordedCodecs.SamplesIn(RecordedCodec.Opus, bytes)) throw new InvalidOperationException("It is not as long as it says.");
        decoder.Recover(bytes, samples[..320]);
    }

    private static void ReadMetadata(byte[] bytes)
    {
        var state = new MetadataState();
        foreach (var document in (MetadataDocument?[])[MetadataReader.Read(bytes), MetadataReader.Read(bytes.AsMemory(bytes.Length / 2))])
        {
            if (document is null) continue;
            state.Apply(document);
            if (state.Present.Count > MetadataState.MaxEntries) throw new InvalidOperationException("More participants than the cap.");
            foreach (var participant in state.Present) _ = PartyAddress.UserOf(participant.Address) is { Length: > 0 } user && PartyAddress.IsNumber(user);
            foreach (var stream in document.Streams) _ = state.SpeakerOf(stream.Label);
        }
    }

    private static string Busy(string method, string type, string body) =>
        $"{method} sip:us@192.0.2.9 SIP/2.0\r\nVia: SIP/2.0/TCP [2001:db8::1]:5060;branch=z9hG4bKa;rport;alias, SIP/2.0/UDP h;branch=z9hG4bKb\r\nMax-Forwards: 70\r\n"
        + "From: \"Kim, Hana\" <sip:+8225550100@192.0.2.1;user=phone>;tag=1\r\nTo: <sip:us@192.0.2.9>\r\nCall-ID: t@h\r\n"
        + $"CSeq: 7 {method}\r\nContact: <sip:a@192.0.2.1;transport=tcp>;+sip.src;q=0.5\r\nRecord-Route: <sip:p1;lr>, <sip:p2;lr>\r\nRoute: <sip:us;lr>\r\n"
        + "Supported: timer, 100rel, replaces\r\nRequire: timer\r\nSession-Expires: 1800;refresher=uac\r\nMin-SE: 90\r\nAllow: INVITE, UPDATE\r\n"
        + "Replaces: x@y;to-tag=1;from-tag=2;early-only\r\nRefer-To: <sip:c@d?Replaces=a%3Bto-tag%3D1%3Bfrom-tag%3D2>\r\nP-Asserted-Identity: <tel:+82255501;phone-context=kr>\r\n"
        + "Authorization: Digest username=\"u\", realm=\"realm\", nonce=\"0\", uri=\"sip:us@192.0.2.9\", response=\"0\", qop=auth, nc=00000001, cnonce=\"c\"\r\n"
        + "Identity: eyJhbGciOiJFUzI1NiJ9.eyJpYXQiOjF9.AAAA;info=<https://c.example/c>;alg=ES256;ppt=shaken\r\n"
        + $"Content-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
}

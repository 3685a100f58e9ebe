using System.Text;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;
using CallSummary.TestKit.Sip;

namespace CallSummary.UnitTests.Sip.Messages;

/// <summary>Mutations of good and bad messages: bounded by count, repeatable by seed. A failure is an exception.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 30_000;

    private static readonly byte[][] s_seeds =
    [
        .. TortureMessages.All.Select(message => message.Bytes).Where(bytes => bytes.Length > 0),
        Encoding.UTF8.GetBytes(Wire.Request("INVITE", body: Wire.Sdp)),
        Encoding.UTF8.GetBytes(Wire.Request("INVITE", body: "--b\r\nContent-Type: application/sdp\r\n\r\n" + Wire.Sdp + "\r\n--b--\r\n")
            .Replace("application/sdp\r\nContent-Length", "multipart/mixed;boundary=b\r\nContent-Length", StringComparison.Ordinal)),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parse_MutatedMessages_NeverThrows(int seed)
    {
        var random = new Random(seed);
        var parsed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutate(random);
            var error = SipParser.Parse(bytes, out var message);
            if (message is null) continue;
            Touch(message);
            if (error != SipParseError.None) continue;
            parsed++;
            _ = message.From.ToString() + message.To + message.CSeq + message.TopVia;
            if (message is SipRequest request) _ = request.RequestUri.ToString();
            // What we accept we can also write and read again.
            Assert.Equal(SipParseError.None, SipParser.Parse(message.ToBytes(), out _));
        }
        Assert.InRange(parsed, 100, Rounds);
    }

    [Fact]
    public void Parse_MutatedSdp_NeverThrows()
    {
        var random = new Random(4);
        var local = new SdpAudioCapabilities { Address = System.Net.IPAddress.Loopback, Port = 4000 };
        var read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            if (SdpDescription.Parse(MutateOne(random, Encoding.UTF8.GetBytes(Wire.Sdp)), out var sdp) != SdpParseError.None) continue;
            read++;
            _ = SdpOfferAnswer.Answer(sdp!, local);
            _ = SdpOfferAnswer.Accept(SdpOfferAnswer.CreateOffer(local), sdp!);
            _ = sdp!.ToString();
        }
        Assert.InRange(read, 100, Rounds);
    }

    [Fact]
    public void Next_MutatedStream_NeverThrowsAndStaysBounded()
    {
        var random = new Random(5);
        for (var round = 0; round < 3_000; round++)
        {
            using var framer = new SipStreamFramer();
            var rest = Enumerable.Range(0, 4).SelectMany(_ => Mutate(random)).ToArray().AsSpan();
            var frame = SipFrame.NeedMore;
            while (!rest.IsEmpty && frame != SipFrame.Broken)
            {
                var memory = framer.GetMemory();
                Assert.InRange(memory.Length, 1, 4 * SipLimits.MaxMessageBytes);
                var count = Math.Min(Math.Min(memory.Length, rest.Length), random.Next(1, 2_000));
                rest[..count].CopyTo(memory.Span);
                framer.Advance(count);
                rest = rest[count..];
                do
                {
                    frame = framer.Next(out var message);
                    if (frame == SipFrame.Message) SipParser.Parse(message, out _);
                }
                while (frame is SipFrame.Message or SipFrame.Ping);
            }
        }
    }

    private static void Touch(SipMessage message)
    {
        _ = message.CallId;
        _ = message.TopVia;
        _ = message.CSeq;
        _ = message.ContactUri;
        _ = message.Headers.Elements("Route").Count() + message.Headers.Elements("Record-Route").Count();
        if (MultipartBody.TryRead(message, out var parts)) Assert.InRange(parts.Count, 0, SipLimits.MaxParts);
    }

    private static byte[] Mutate(Random random) => MutateOne(random, s_seeds[random.Next(s_seeds.Length)]);

    private static byte[] MutateOne(Random random, byte[] seed)
    {
        var bytes = new List<byte>(seed);
        ReadOnlySpan<byte> spice = "\r\n\t \0:;,<>\"\\@=?%[]/0198-\u007f"u8;
        for (var edits = random.Next(1, 6); edits > 0 && bytes.Count > 1; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] = spice[random.Next(spice.Length)]; break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 3: bytes.Insert(at, spice[random.Next(spice.Length)]); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at))); break;
                case 5: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }
        return [.. bytes];
    }
}

using System.Text;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.UnitTests.Sip.Transports;

public sealed class SipStreamFramerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public void Next_MessagesInPieces_AreCutByContentLength(int piece)
    {
        var messages = new[] { Wire.Request("INVITE", body: Wire.Sdp), Wire.Request("BYE"), Wire.Request("INFO", body: new string('x', 20_000)) };
        var frames = Run("\r\n" + messages[0] + "\r\n\r\n" + messages[1] + messages[2], piece, out var last);
        Assert.Equal(messages, frames.Where(frame => frame != "ping"));
        Assert.Contains("ping", frames);
        Assert.Equal(SipFrame.NeedMore, last);
    }

    [Theory]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length: 1x")]
    [InlineData("l: 99999999999")]
    [InlineData("Content-Length: 70000")]
    public void Next_ImpossibleLength_IsBroken(string header)
    {
        Run("OPTIONS sip:a@h SIP/2.0\r\n" + header + "\r\n\r\n", 1000, out var last);
        Assert.Equal(SipFrame.Broken, last);
    }

    [Fact]
    public void Next_EndlessHeaders_AreBrokenAtTheCap()
    {
        Run("OPTIONS sip:a@h SIP/2.0\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 12_000)), 4000, out var last);
        Assert.Equal(SipFrame.Broken, last);
    }

    private static List<string> Run(string stream, int piece, out SipFrame last)
    {
        using var framer = new SipStreamFramer();
        var frames = new List<string>();
        var rest = Encoding.UTF8.GetBytes(stream).AsSpan();
        last = SipFrame.NeedMore;
        while (!rest.IsEmpty && last != SipFrame.Broken)
        {
            var memory = framer.GetMemory();
            Assert.InRange(memory.Length, 1, 2 * SipLimits.MaxMessageBytes + 4096);
            var count = Math.Min(piece, Math.Min(memory.Length, rest.Length));
            rest[..count].CopyTo(memory.Span);
            framer.Advance(count);
            rest = rest[count..];
            while ((last = framer.Next(out var message)) is SipFrame.Message or SipFrame.Ping)
            {
                frames.Add(last == SipFrame.Ping ? "ping" : Encoding.UTF8.GetString(message));
            }
        }
        return frames;
    }
}

using System.Buffers;
using System.Buffers.Text;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transports;

/// <summary>Cuts a stream into messages by Content-Length (RFC 3261, 18.3). Holds at most one message's cap.</summary>
internal sealed class SipStreamFramer : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _start;
    private int _end;
    private int _searched;

    /// <summary>Whether a message has begun and not ended.</summary>
    public bool IsInsideMessage => _end > _start;

    /// <summary>Room for the next read, at least one byte; grows up to the cap, over which <see cref="Next"/> has said Broken before.</summary>
    public Memory<byte> GetMemory()
    {
        if (_start == _end)
        {
            _start = _end = _searched = 0;
        }
        if (_end == _buffer.Length)
        {
            var size = _end - _start;
            var target = _start > _buffer.Length / 2 ? _buffer : ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(_start, size).CopyTo(target);
            if (target != _buffer)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = target;
            }
            _searched -= _start;
            _start = 0;
            _end = size;
        }
        return _buffer.AsMemory(_end);
    }

    public void Advance(int count) => _end += count;

    /// <summary>Takes the next thing from the stream. A message is valid until the next <see cref="GetMemory"/>.</summary>
    public SipFrame Next(out ReadOnlySpan<byte> message)
    {
        message = default;
        while (true)
        {
            var data = _buffer.AsSpan(_start, _end - _start);
            if (data.StartsWith("\r\n\r\n"u8))
            {
                Consume(4);
                return SipFrame.Ping;
            }
            if (data.Length is 1 or 3 && "\r\n\r\n"u8.StartsWith(data)) return SipFrame.NeedMore;
            if (!data.StartsWith("\r\n"u8)) break;
            if (data.Length == 2) return SipFrame.NeedMore;
            Consume(2);
        }
        return NextMessage(out message);
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private SipFrame NextMessage(out ReadOnlySpan<byte> message)
    {
        message = default;
        var data = _buffer.AsSpan(_start, _end - _start);
        var from = Math.Max(0, _searched - _start - 3);
        var headerEnd = data[from..].IndexOf("\r\n\r\n"u8);
        _searched = _end;
        if (headerEnd < 0) return data.Length > SipLimits.MaxMessageBytes ? SipFrame.Broken : SipFrame.NeedMore;
        headerEnd += from + 4;
        _searched = _start; // found: the next call must find it again while the body is under way
        if (!TryContentLength(data[..headerEnd], out var bodyLength) || headerEnd + bodyLength > SipLimits.MaxMessageBytes) return SipFrame.Broken;
        if (data.Length < headerEnd + bodyLength) return SipFrame.NeedMore;
        message = data[..(headerEnd + bodyLength)];
        Consume(headerEnd + bodyLength);
        return SipFrame.Message;
    }

    private void Consume(int count)
    {
        _start += count;
        _searched = _start;
    }

    /// <summary>Content-Length is mandatory on a stream; without it the body is taken as empty, which a request without body means.</summary>
    private static bool TryContentLength(ReadOnlySpan<byte> headers, out int length)
    {
        length = 0;
        while (headers.IndexOf((byte)'\n') is var end and >= 0)
        {
            var line = headers[..end];
            headers = headers[(end + 1)..];
            var colon = line.IndexOf((byte)':');
            if (colon <= 0) continue;
            var name = line[..colon].TrimEnd(" \t"u8);
            if (!Ascii.Equals(name, "Content-Length") && !Ascii.Equals(name, "l")) continue;
            var value = line[(colon + 1)..].Trim(" \t\r"u8);
            return value.Length is > 0 and < 9 && Utf8Parser.TryParse(value, out length, out var used) && used == value.Length && length >= 0;
        }
        return true;
    }

    private static class Ascii
    {
        public static bool Equals(ReadOnlySpan<byte> bytes, ReadOnlySpan<char> text) => System.Text.Ascii.EqualsIgnoreCase(bytes, text);
    }
}

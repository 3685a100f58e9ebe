using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace CallSummary.Sip.Messages;

/// <summary>Serialises into a pooled buffer; only the finished message is allocated, since transactions keep it for retransmission.</summary>
internal static class SipWriter
{
    public static byte[] Write(SipMessage message)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(EstimateLength(message));
        try
        {
            var length = 0;
            if (message is SipRequest request)
            {
                Append(buffer, ref length, request.Method);
                buffer[length++] = (byte)' ';
                Append(buffer, ref length, request.RequestUriText);
                Append(buffer, ref length, " SIP/2.0\r\n");
            }
            else
            {
                var response = (SipResponse)message;
                Append(buffer, ref length, "SIP/2.0 ");
                AppendNumber(buffer, ref length, response.StatusCode);
                buffer[length++] = (byte)' ';
                Append(buffer, ref length, response.ReasonPhrase);
                Append(buffer, ref length, "\r\n");
            }
            var headers = message.Headers;
            for (var i = 0; i < headers.Count; i++)
            {
                var header = headers[i];
                if (ReferenceEquals(header.Name, SipHeaderNames.ContentLength)) continue;
                Append(buffer, ref length, header.Name);
                Append(buffer, ref length, ": ");
                Append(buffer, ref length, header.Value);
                Append(buffer, ref length, "\r\n");
            }
            Append(buffer, ref length, "Content-Length: ");
            AppendNumber(buffer, ref length, message.Body.Length);
            Append(buffer, ref length, "\r\n\r\n");
            message.Body.Span.CopyTo(buffer.AsSpan(length));
            length += message.Body.Length;
            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int EstimateLength(SipMessage message)
    {
        var chars = message is SipRequest request
            ? request.Method.Length + request.RequestUriText.Length
            : ((SipResponse)message).ReasonPhrase.Length;
        for (var i = 0; i < message.Headers.Count; i++) chars += message.Headers[i].Name.Length + message.Headers[i].Value.Length + 4;
        return (chars * 3) + message.Body.Length + 96; // UTF-8 needs at most three bytes a char
    }

    private static void Append(byte[] buffer, ref int length, string text) =>
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));

    private static void AppendNumber(byte[] buffer, ref int length, int value)
    {
        Utf8Formatter.TryFormat(value, buffer.AsSpan(length), out var written);
        length += written;
    }
}

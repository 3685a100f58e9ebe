using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CallSummary.Transcription.Workers;

/// <summary>What parent and worker say to each other over a pipe: a length, JSON, a count, samples.</summary>
internal static class WorkerFrames
{
    // An answer of a minute's speech is some kilobytes; a length beyond this is not one of ours.
    private const int MaxJson = 1 << 22;
    private static readonly int MaxSamples = (int)SpeechFormat.MaxDuration.TotalSeconds * SpeechFormat.SampleRate * 2;

    public static async Task WriteAsync<T>(Stream stream, T message, ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message);
        var frame = new byte[8 + json.Length + (samples.Length * sizeof(float))];
        BinaryPrimitives.WriteInt32LittleEndian(frame, json.Length);
        json.CopyTo(frame, 4);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4 + json.Length), samples.Length);
        MemoryMarshal.AsBytes(samples.Span).CopyTo(frame.AsSpan(8 + json.Length));
        await stream.WriteAsync(frame, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <exception cref="EndOfStreamException">The other side is gone.</exception>
    /// <exception cref="InvalidDataException">The other side speaks something else.</exception>
    public static async Task<(T Message, float[] Samples)> ReadAsync<T>(Stream stream, CancellationToken cancellationToken)
    {
        var json = new byte[await ReadLengthAsync(stream, MaxJson, cancellationToken)];
        await stream.ReadExactlyAsync(json, cancellationToken);
        var bytes = new byte[await ReadLengthAsync(stream, MaxSamples, cancellationToken) * sizeof(float)];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        try
        {
            return (JsonSerializer.Deserialize<T>(json) ?? throw new InvalidDataException("an empty message"), MemoryMarshal.Cast<byte, float>(bytes).ToArray());
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static async Task<int> ReadLengthAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, cancellationToken);
        return BinaryPrimitives.ReadInt32LittleEndian(length) is var value && value >= 0 && value <= most
            ? value
            : throw new InvalidDataException($"a length of {value}");
    }
}

using System.Buffers;
using System.Security.Cryptography;

namespace CallSummary.Storage.Recordings.Encryption;

/// <summary>A file of a recording, open for appending, encrypted on its way: each write is a chunk of its own, so it can be read at once.</summary>
internal sealed class EncryptedRecordingFile : Stream
{
    private readonly RecordingFile _file;
    private readonly AesGcm _key;
    private byte[]? _header;
    private long _chunks;

    /// <param name="file">The file; what a crash tore is cut off already.</param>
    /// <param name="key">The key of new recordings.</param>
    /// <param name="name">What the file is bound to.</param>
    /// <param name="segment">Segments that the file has already.</param>
    public EncryptedRecordingFile(RecordingFile file, RecordingKey key, RecordingFileName name, int segment)
    {
        _file = file;
        _header = new byte[EncryptedRecordingFormat.HeaderLength];
        _key = EncryptedRecordingFormat.BeginSegment(_header, key, name, segment);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => _file.CanWrite;

    public override long Length => throw new NotSupportedException("A recording only grows.");

    public override long Position
    {
        get => throw new NotSupportedException("A recording only grows.");
        set => throw new NotSupportedException("A recording only grows.");
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var text = buffer[..Math.Min(buffer.Length, EncryptedRecordingFormat.MaxChunk)];
            WriteChunk(text);
            buffer = buffer[text.Length..];
        }
    }

    public override void Flush() => _file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Open the recording for reading.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A recording only grows.");

    public override void SetLength(long value) => throw new NotSupportedException("A recording only grows.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _key.Dispose();
        }

        base.Dispose(disposing);
    }

    // Header and chunk go in one write, so that no reader finds a half.
    private void WriteChunk(ReadOnlySpan<byte> text)
    {
        var header = _header ?? [];
        var bytes = ArrayPool<byte>.Shared.Rent(header.Length + EncryptedRecordingFormat.LengthLength + text.Length + EncryptedRecordingFormat.TagLength);
        try
        {
            header.CopyTo(bytes, 0);
            var length = EncryptedRecordingFormat.WriteChunk(bytes.AsSpan(header.Length), text, _key, _chunks);
            _file.Write(bytes.AsSpan(0, header.Length + length));
            _header = null;
            _chunks++;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}

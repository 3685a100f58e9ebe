using System.Buffers.Binary;

namespace CallSummary.Storage.Recordings.Encryption;

/// <summary>The order of an encrypted file: its segments and chunks, found by their lengths alone, as far as the file is whole.</summary>
internal sealed class RecordingChunks(Stream file)
{
    private readonly List<byte[]> _segments = [];
    private readonly List<RecordingChunk> _chunks = [];
    private readonly byte[] _next = new byte[EncryptedRecordingFormat.HeaderLength];
    private long _chunksOfSegment;

    /// <summary>The segments' headers.</summary>
    public IReadOnlyList<byte[]> Segments => _segments;

    public IReadOnlyList<RecordingChunk> Chunks => _chunks;

    /// <summary>Bytes of the file that were understood.</summary>
    public long FileEnd { get; private set; }

    /// <summary>Bytes of the recording found so far.</summary>
    public long End => _chunks.Count == 0 ? 0 : _chunks[^1].End;

    /// <summary>True for a file that begins as an encrypted one.</summary>
    public static bool IsEncrypted(Stream file)
    {
        Span<byte> magic = stackalloc byte[EncryptedRecordingFormat.LengthLength];
        file.Position = 0;
        var isEncrypted = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(magic) == EncryptedRecordingFormat.Magic;
        file.Position = 0;
        return isEncrypted;
    }

    /// <summary>Looks for what has come since.</summary>
    /// <param name="until">Byte of the recording after which it is not looked further.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public void Extend(long until = long.MaxValue)
    {
        var length = file.Length;
        while (End <= until && TryRead(FileEnd, EncryptedRecordingFormat.LengthLength, length))
        {
            var word = BinaryPrimitives.ReadUInt32LittleEndian(_next);
            if (word == EncryptedRecordingFormat.Magic)
            {
                if (!TryRead(FileEnd, EncryptedRecordingFormat.HeaderLength, length))
                {
                    return;
                }

                _segments.Add([.. _next]);
                _chunksOfSegment = 0;
                FileEnd += EncryptedRecordingFormat.HeaderLength;
            }
            else if (!TryAdd(word, length))
            {
                return;
            }
        }
    }

    private bool TryAdd(uint word, long length)
    {
        if (word > EncryptedRecordingFormat.MaxChunk || _segments.Count == 0)
        {
            throw new InvalidDataException($"The encrypted recording is damaged at byte {FileEnd}.");
        }

        // Zeros are what a power failure leaves of a last write.
        var chunk = new RecordingChunk(_segments.Count - 1, _chunksOfSegment, End, (int)word, FileEnd);
        if (word == 0 || chunk.FileEnd > length)
        {
            return false;
        }

        _chunks.Add(chunk);
        _chunksOfSegment++;
        FileEnd = chunk.FileEnd;
        return true;
    }

    private bool TryRead(long offset, int count, long length)
    {
        if (offset + count > length)
        {
            return false;
        }

        file.Position = offset;
        file.ReadExactly(_next, 0, count);
        return true;
    }
}

/* The least that a relay with recording does, without a language or a design in the way: one socket, recvmmsg, a table, a new header,
 * sendmmsg, and the payload into the leg's file through 4 KB buffers. Usage: floor PORT LEGS DIRECTORY RELAY. Ends at the end of input. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BATCH 128
#define FEW 3
#define BUFFER 4096

struct leg { struct sockaddr_in peer; int file, filled; unsigned short sequence; unsigned ssrc; char buffer[BUFFER]; };

static void flush_leg(struct leg *leg)
{
    if (leg->filled && write(leg->file, leg->buffer, leg->filled) != leg->filled) exit(3);
    leg->filled = 0;
}

static void record(struct leg *leg, const unsigned char *packet, int length)
{
    int payload = length - 12;
    if (leg->filled + 16 + payload > BUFFER) flush_leg(leg);
    char *at = leg->buffer + leg->filled;
    memset(at, 0, 16);
    memcpy(at, &payload, 4);
    memcpy(at + 8, packet + 4, 4);
    memcpy(at + 16, packet + 12, payload);
    leg->filled += 16 + payload;
}

int main(int argc, char **argv)
{
    if (argc != 5) return 2;
    int legs = atoi(argv[2]), relay = atoi(argv[4]), size = 4 << 20;
    struct leg *table = calloc(legs, sizeof *table);
    for (int i = 0; i < legs; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%d.raw", argv[3], i);
        table[i].file = open(path, O_CREAT | O_WRONLY | O_APPEND, 0600);
        if (table[i].file < 0) return 4;
        table[i].peer.sin_family = AF_INET;
        table[i].ssrc = 0x7000 + i;
    }
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    /* As ours: beyond the system's limit where the process may, or a pause of some milliseconds costs packets. */
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size)) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    struct sockaddr_in own = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    if (bind(fd, (struct sockaddr *)&own, sizeof own)) return 5;
    static unsigned char buffers[BATCH][2048];
    static struct mmsghdr in[BATCH], out[BATCH];
    static struct iovec in_vectors[BATCH], out_vectors[BATCH];
    static struct sockaddr_in from[BATCH];
    for (int i = 0; i < BATCH; i++) {
        in_vectors[i] = (struct iovec){ buffers[i], sizeof buffers[i] };
        in[i].msg_hdr = (struct msghdr){ .msg_name = &from[i], .msg_namelen = sizeof from[i], .msg_iov = &in_vectors[i], .msg_iovlen = 1 };
    }
    puts("READY");
    fflush(stdout);
    for (unsigned turn = 0;; turn++) {
        struct pollfd waiting[2] = { { .fd = 0, .events = POLLIN }, { .fd = fd, .events = POLLIN } };
        if (turn % 1024 == 0 && poll(waiting, 1, 0) > 0) break;
        int count = recvmmsg(fd, in, BATCH, MSG_DONTWAIT, NULL), sending = 0;
        for (int i = 0; i < count; i++) {
            in[i].msg_hdr.msg_namelen = sizeof from[i];
            int index = ntohl(from[i].sin_addr.s_addr) - 0x7f100000;
            if (index < 0 || index >= legs || in[i].msg_len < 12) continue;
            struct leg *leg = &table[index], *other = &table[index ^ 1];
            leg->peer = from[i];
            record(leg, buffers[i], in[i].msg_len);
            if (!relay) continue;
            if (!other->peer.sin_port) { other->peer = from[i]; other->peer.sin_addr.s_addr = htonl(0x7f100000 + (index ^ 1)); }
            unsigned short sequence = htons(other->sequence++);
            memcpy(buffers[i] + 2, &sequence, 2);
            memcpy(buffers[i] + 8, &other->ssrc, 4);
            out_vectors[sending] = (struct iovec){ buffers[i], in[i].msg_len };
            out[sending].msg_hdr = (struct msghdr){ .msg_name = &other->peer, .msg_namelen = sizeof other->peer, .msg_iov = &out_vectors[sending], .msg_iovlen = 1 };
            sending++;
        }
        for (int sent = 0; sent < sending;) {
            int n = sendmmsg(fd, out + sent, sending - sent, 0);
            sent += n > 0 ? n : 1;
        }
        if (count < FEW) {
            /* To be woken by the next packet costs less than a timer. */
            if (poll(waiting, 2, -1) > 0 && waiting[0].revents) break;
        } else if (count < BATCH) {
            struct timespec pause = { 0, 500000 };
            nanosleep(&pause, NULL);
        }
    }
    for (int i = 0; i < legs; i++) flush_leg(&table[i]);
    return 0;
}

/* SPDX-License-Identifier: MIT */
#include "cli/pool.h"

#include <pthread.h>
#include <stdlib.h>

struct pool {
	pool_work *work;
	void *context;
	void (*free_extra)(void *);
	unsigned workers, slots;
	struct pool_load load[POOL_MOST * 2 + 2];
	bool done[POOL_MOST * 2 + 2]; /* worked on, and waits to be written */

	/* Loads go round the slots; the load with sequence s is in slot s % slots. */
	uint64_t taken, given, begun, written;
	uint64_t numbered; /* how many loads have counted their records */
	uint64_t records; /* in the loads that have */
	bool closing;

	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t thread[POOL_MOST];
	struct worker {
		struct pool *pool;
		unsigned number;
	} worker[POOL_MOST];
};

static void
wait_turn(void *context)
{
	struct pool_load *load = context;
	struct pool *p = load->pool;

	(void)pthread_mutex_lock(&p->lock);
	while (p->written != load->sequence)
		(void)pthread_cond_wait(&p->changed, &p->lock);
	(void)pthread_mutex_unlock(&p->lock);
}

uint64_t
pool_number(struct pool_load *load, uint64_t count, bool anew)
{
	struct pool *p = load->pool;

	(void)pthread_mutex_lock(&p->lock);
	while (p->numbered != load->sequence)
		(void)pthread_cond_wait(&p->changed, &p->lock);
	uint64_t before = anew ? 0 : p->records;
	p->records = before + count;
	p->numbered++;
	load->numbered = true;
	(void)pthread_cond_broadcast(&p->changed);
	(void)pthread_mutex_unlock(&p->lock);
	return before;
}

static void
work(struct pool *p, unsigned worker, struct pool_load *load)
{
	p->work(p->context, worker, load);
	if (!load->numbered)
		(void)pool_number(load, 0, true);
}

/* Writes what is worked on and next in turn. With the lock held, which it lets go while writing. */
static void
write_done(struct pool *p)
{
	while (p->done[p->written % p->slots]) {
		struct pool_load *load = &p->load[p->written % p->slots];
		p->done[p->written % p->slots] = false;
		/* Nobody else writes now: written does not move, and this load is done no more. */
		(void)pthread_mutex_unlock(&p->lock);
		load->out.turn = NULL;
		cli_out_flush(&load->out);
		(void)pthread_mutex_lock(&p->lock);
		p->written++;
		(void)pthread_cond_broadcast(&p->changed);
	}
}

static void *
run(void *context)
{
	struct worker *w = context;
	struct pool *p = w->pool;

	(void)pthread_mutex_lock(&p->lock);
	for (;;) {
		while (p->begun == p->given && !p->closing)
			(void)pthread_cond_wait(&p->changed, &p->lock);
		if (p->begun == p->given)
			break;
		struct pool_load *load = &p->load[p->begun++ % p->slots];
		(void)pthread_mutex_unlock(&p->lock);
		work(p, w->number, load);
		(void)pthread_mutex_lock(&p->lock);
		p->done[load->sequence % p->slots] = true;
		write_done(p);
	}
	(void)pthread_mutex_unlock(&p->lock);
	cli_iconv_close();
	return NULL;
}

struct pool *
pool_open(unsigned workers, pool_work *work_fn, void *context, void (*free_extra)(void *))
{
	struct pool *p = cli_alloc(sizeof *p);

	*p = (struct pool){
		.work = work_fn,
		.context = context,
		.free_extra = free_extra,
		.workers = workers,
		.slots = workers == 1 ? 2 : workers * 2 + 2,
	};
	(void)pthread_mutex_init(&p->lock, NULL);
	(void)pthread_cond_init(&p->changed, NULL);
	for (unsigned i = 0; i < workers && workers > 1; i++) {
		p->worker[i] = (struct worker){ p, i };
		if (pthread_create(&p->thread[i], NULL, run, &p->worker[i]) != 0)
			cli_die("no thread can be started");
	}
	return p;
}

struct pool_load *
pool_take(struct pool *p)
{
	(void)pthread_mutex_lock(&p->lock);
	while (p->taken - p->written >= p->slots)
		(void)pthread_cond_wait(&p->changed, &p->lock);
	struct pool_load *load = &p->load[p->taken % p->slots];
	load->sequence = p->taken++;
	(void)pthread_mutex_unlock(&p->lock);
	load->pool = p;
	load->n = 0;
	load->numbered = false;
	load->out.turn = p->workers > 1 ? wait_turn : NULL;
	load->out.turn_context = load;
	return load;
}

void
pool_give(struct pool_load *load)
{
	struct pool *p = load->pool;

	if (p->workers == 1) {
		p->given++;
		work(p, 0, load);
		cli_out_flush(&load->out);
		p->written++;
		return;
	}
	(void)pthread_mutex_lock(&p->lock);
	p->given++;
	(void)pthread_cond_broadcast(&p->changed);
	(void)pthread_mutex_unlock(&p->lock);
}

void
pool_close(struct pool *p)
{
	(void)pthread_mutex_lock(&p->lock);
	p->closing = true;
	(void)pthread_cond_broadcast(&p->changed);
	(void)pthread_mutex_unlock(&p->lock);
	for (unsigned i = 0; i < p->workers && p->workers > 1; i++)
		(void)pthread_join(p->thread[i], NULL);
	for (unsigned i = 0; i < p->slots; i++) {
		free(p->load[i].p);
		p->free_extra(p->load[i].extra);
		cli_out_close(&p->load[i].out);
	}
	(void)pthread_mutex_destroy(&p->lock);
	(void)pthread_cond_destroy(&p->changed);
	free(p);
}
